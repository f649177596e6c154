// What the browser still has to send, kept in localStorage: one entry per user, sheet, question and tab, so that no tab
// writes over another's. Nothing here knows the page or the network; docs/adr tells why it is so ("Outbox").
//
// entry: { sheet, code, tab, path, title, writer, since, at, lines, ops }
// op:    { act: "save" | "agree" | "keep", url, fields, touched, sent }; the first is the next to go.
window.zi = window.zi || {};

window.zi.outbox = (() => {
  "use strict";

  const PREFIX = "zi.outbox/";
  const SIGNED_IN = "zi.signed-in";
  const SIGNED_OUT = "zi.signed-out";
  const OTHERS_STAY = 7 * 24 * 60 * 60 * 1000; // another person's entries on a shared computer
  const user = document.querySelector("meta[name='user-id']")?.content ?? "";
  const mine = `${PREFIX}${user}/`;
  const tab = Date.now().toString(36) + Math.random().toString(36).slice(2);
  const memory = new Map(); // key -> entry the storage would not take
  let closed = !user; // nobody is signed in (any more): nothing is written

  const keyOf = (entry) => `${mine}${entry.sheet}/${entry.code}/${entry.tab}`;
  const announce = () => document.dispatchEvent(new Event("zi:outbox"));
  const read = (key) => {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  };
  const keys = (prefix) => {
    try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); } catch { return []; }
  };
  const write = (key, text) => {
    try { localStorage.setItem(key, text); return true; } catch { return false; } // full, or refused by the browser
  };
  const remove = (key) => {
    memory.delete(key);
    try { localStorage.removeItem(key); } catch { /* nothing was kept there */ }
  };

  // While a page that writes entries lives it holds a lock of its own name; whoever waits for it learns when it is gone.
  const hold = () => { void navigator.locks?.request(`zi-tab/${tab}`, () => new Promise(() => {})); };

  const all = () => {
    if (closed) return [];
    const found = new Map(keys(mine).map((key) => [key, read(key)]));
    for (const [key, entry] of memory) found.set(key, entry);
    return [...found.values()].filter((entry) => entry?.ops?.length).sort((one, other) => one.since - other.since);
  };
  const put = (entry) => {
    if (closed) return;
    entry.at = Date.now();
    const key = keyOf(entry);
    if (write(key, JSON.stringify(entry))) memory.delete(key);
    else memory.set(key, entry);
    announce();
  };
  const drop = (entry) => { remove(keyOf(entry)); announce(); };
  const find = (entry) => memory.get(keyOf(entry)) ?? read(keyOf(entry));
  const get = (sheet, code) => find({ sheet, code, tab });
  const take = (entry) => { // from a tab that is gone
    const own = { ...entry, tab };
    put(own);
    remove(keyOf(entry));
    return own;
  };

  // Runs `work` when the tab `owner` is gone, alone among all tabs. Without Web Locks (plain http) nobody knows who is gone:
  // it then runs at once when `atOnce`, else for what has rested longer than a living tab lets it; the same thing sent
  // twice is no conflict.
  const RESTED = 70_000;
  const inherit = async (owner, work, { atOnce = false } = {}) => {
    if (navigator.locks) return navigator.locks.request(`zi-tab/${owner}`, work);
    const rested = all().filter((entry) => entry.tab === owner).every((entry) => Date.now() - entry.at > RESTED);
    return atOnce || rested ? work() : undefined;
  };

  // Signing out leaves nothing of this user; the other tabs hear it.
  const clear = () => {
    for (const key of [...memory.keys(), ...keys(mine)]) remove(key);
    write(SIGNED_OUT, `${user} ${Date.now()}`);
    closed = true;
    announce();
  };

  window.addEventListener("storage", (event) => {
    const [who] = (event.newValue ?? "").split(" ");
    if (event.key === SIGNED_OUT && who === user) {
      closed = true;
      memory.clear();
      document.dispatchEvent(new Event("zi:signed-out"));
    } else if (event.key === SIGNED_IN && who === user) document.dispatchEvent(new Event("zi:signed-in"));
    else if (event.key === null || event.key.startsWith(mine)) announce();
  });

  if (user) {
    write(SIGNED_IN, `${user} ${Date.now()}`);
    for (const key of keys(PREFIX)) {
      if (!key.startsWith(mine) && Date.now() - (read(key)?.at ?? 0) > OTHERS_STAY) remove(key);
    }
  }

  return { user, tab, all, get, find, put, drop, take, hold, inherit, clear, isSafe: () => memory.size === 0 };
})();
