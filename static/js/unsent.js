// On every page: what this browser still has to send is counted, listed, carried on, and asked about before signing out.
(() => {
  "use strict";

  const { outbox, courier, fields } = window.zi;
  if (!outbox.user) return;
  const UNDER_WAY = 3_000; // milliseconds in which a save is simply under way
  const senders = window.zi.senders = []; // each tries to send everything it is responsible for
  const pauseFor = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
  // The sheet on this page, if any, looks after its own questions (saving.js); the rest is ours.
  const isOurs = (entry) => !window.zi.hasPlace?.(entry);
  const make = (name, className, text) => Object.assign(document.createElement(name), { className, textContent: text });
  const button = (tone, text, act) => {
    const made = make("button", `btn btn-sm btn-outline-${tone}`, text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };

  // --- the list, here and on a sheet that no longer takes them -----------------------------------
  const asText = (entry) => entry.lines.map(([label, text]) => `${label}: ${text}`).join("\n");
  const copy = async (entry, where) => {
    try { await navigator.clipboard.writeText(asText(entry)); } catch {
      getSelection().selectAllChildren(where);
      if (!document.execCommand("copy")) return; // the text stays selected
    }
    if (!where.nextElementSibling?.matches(".unsent-copied")) where.after(make("span", "unsent-copied", "Tersalin."));
  };
  const discard = (entry) => {
    if (confirm(`Buang isian ${entry.code} yang belum tersimpan ini? Isian tidak dapat dikembalikan.`)) outbox.drop(entry);
  };
  const row = (entry, { link }) => {
    const item = make("li", "unsent-item", "");
    const head = make("p", "unsent-head", "");
    head.append(make("strong", "", entry.code), ` ${entry.title}, sejak ${fields.when(entry.since)}`);
    const text = make("p", "unsent-text", asText(entry) || "Persetujuan TPI atas jawaban unit.");
    const actions = make("div", "unsent-actions", "");
    if (link) actions.append(Object.assign(make("a", "btn btn-sm btn-outline-primary", "Buka halamannya"), { href: link(entry) }));
    actions.append(button("secondary", "Salin", () => copy(entry, text)), button("danger", "Buang", () => discard(entry)));
    item.append(head, text, actions);
    return item;
  };
  window.zi.fillList = (list, entries, options = {}) => list.replaceChildren(...entries.map((entry) => row(entry, options)));
  const sheetOf = (entry) => `${entry.path}#q-${entry.code.replaceAll(".", "-")}`;

  // --- the badge and its dialog ------------------------------------------------------------------
  const badge = document.querySelector("[data-unsent-badge]");
  const dialog = document.getElementById("belum-tersimpan"); // neither is on the pages of Django's admin
  let again = null;
  let leaving = null; // the form of signing out, while the person decides
  const go = (form) => {
    leaving = null;
    outbox.clear();
    form.requestSubmit();
  };
  const render = () => {
    if (!dialog) return;
    const now = Date.now();
    const late = outbox.all().filter((entry) => isOurs(entry) && now - entry.since > UNDER_WAY);
    badge.hidden = !late.length;
    badge.querySelector("[data-count]").textContent = late.length;
    clearTimeout(again);
    if (late.length < outbox.all().length) again = setTimeout(render, UNDER_WAY);
    if (!dialog.open) return;
    window.zi.fillList(dialog.querySelector("[data-unsent-list]"), outbox.all(), { link: sheetOf });
    if (outbox.all().length) return;
    const form = leaving;
    dialog.close();
    if (form) go(form); // the line came back by itself: what kept the person here is sent
  };
  const openDialog = (isLeaving) => {
    dialog.classList.toggle("is-leaving", isLeaving);
    dialog.querySelector("[data-unsent-news]").textContent = "";
    dialog.showModal();
    render();
  };
  dialog?.addEventListener("close", () => { leaving = null; });
  badge?.addEventListener("click", () => openDialog(false));
  document.addEventListener("zi:outbox", render);

  // --- carried on from pages that are gone -------------------------------------------------------
  const refused = new Set(); // needs a person, on its sheet
  const name = (entry) => [entry.sheet, entry.code, entry.tab].join("/");
  const carry = async (entry) => {
    for (let left = entry; left; left = outbox.find(left)) {
      const reply = await courier.deliver(left);
      if (courier.waits(reply)) return false;
      if (reply.again) continue;
      if (reply.kind !== "saved") refused.add(name(entry));
      break;
    }
    return true;
  };
  let carrying = false;
  const carryAll = async () => {
    if (carrying) return;
    carrying = true;
    let isUp = true;
    for (const owner of new Set(outbox.all().filter(isOurs).map((entry) => entry.tab))) {
      void outbox.inherit(owner, async () => {
        for (const entry of outbox.all().filter((one) => one.tab === owner && isOurs(one) && !refused.has(name(one)))) {
          if (isUp) isUp = await carry(entry);
        }
        if (isUp) pacing.rest();
        else pacing.later();
      });
    }
    carrying = false;
  };
  const pacing = courier.pace(carryAll);
  senders.push(carryAll);

  // --- signing out -------------------------------------------------------------------------------
  const trySending = (patience) => Promise.race([Promise.all(senders.map((send) => send())), pauseFor(patience)]);
  const leave = async (form) => {
    await pauseFor(0); // a form cannot be submitted while its submission is being asked about
    await trySending(UNDER_WAY);
    if (!outbox.all().length) { go(form); return; }
    leaving = form;
    if (dialog) openDialog(true);
    else if (confirm("Masih ada isian yang belum tersimpan di server. Buang isian itu dan keluar?")) go(form);
  };
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-sign-out]");
    if (!form) return;
    if (!outbox.all().length) { outbox.clear(); return; }
    event.preventDefault();
    void leave(form);
  }, true);
  dialog?.querySelector("[data-send-and-leave]").addEventListener("click", async (event) => {
    const news = dialog.querySelector("[data-unsent-news]");
    event.target.disabled = true;
    news.textContent = "Mengirim …";
    await trySending(3 * UNDER_WAY);
    event.target.disabled = false;
    const left = outbox.all().length;
    if (left) news.textContent = `${left} isian masih belum terkirim. Periksa sambungan internet, atau buka halamannya.`;
  });
  dialog?.querySelector("[data-drop-and-leave]").addEventListener("click", () => go(leaving));

  // Signed out in another tab: nothing of this person stays on the screen either.
  document.addEventListener("zi:signed-out", () => {
    const box = make("div", "alert alert-info", "");
    const text = make("div", "", "Anda sudah keluar di tab lain. ");
    text.append(Object.assign(make("a", "alert-link", "Muat ulang halaman"), { href: location.href }));
    box.append(text);
    document.querySelector("main").replaceChildren(box);
  });

  document.addEventListener("DOMContentLoaded", () => { render(); void carryAll(); }); // after saving.js said what is its own
})();
