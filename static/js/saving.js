// Saving the sheet: every change goes into the outbox as it is made, from there to the server, and leaves the outbox only
// when the server has said so. What comes back from the outbox after a reload carries the versions it was based on.
(() => {
  "use strict";

  const sheet = document.querySelector("[data-sheet]");
  const { outbox, courier, fields } = window.zi;
  if (!sheet || !outbox.user) return;
  outbox.hold();
  const { sheet: here, writer, noun = "jawaban" } = sheet.dataset;
  const isSieved = new URLSearchParams(location.search).has("saring");
  const NOTE_PAUSE = 1_500; // milliseconds without a key before a note goes out
  const ELSEWHERE_AFTER = 5_000; // milliseconds after which another tab's save is worth a word

  const slug = (code) => code.replaceAll(".", "-");
  const find = (code) => document.getElementById(`q-${slug(code)}`);
  const takes = (question) => Boolean(question?.dataset.save) && !question.disabled;
  const own = () => outbox.all().filter((entry) => entry.sheet === here && entry.tab === outbox.tab);
  const foreign = () => outbox.all().filter((entry) => entry.sheet === here && entry.tab !== outbox.tab);

  const trouble = new Map(); // code -> why its entry is not on its way: offline, server, signed-out | refused, choice, closed
  const NEEDS_PERSON = new Set(["refused", "choice", "closed"]);
  const flying = new Map(); // code -> promise of the request under way
  const timers = new Map(); // code -> timer of a note that is being typed
  const typing = new Set(); // codes whose figure is being typed: half a number is kept, but not sent
  const stranded = new Set(); // keys of entries from tabs that are gone which this page cannot take

  // --- words on a question -----------------------------------------------------------------------
  const say = (question, state, text) => {
    const box = question?.querySelector(".status");
    if (!box) return;
    for (const part of [...box.children]) if (part.tagName !== "INPUT") part.remove();
    const line = document.createElement("span");
    line.className = `status-${state}`;
    line.textContent = text;
    box.append(line);
  };
  const offerDiscard = (question) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm btn-outline-secondary";
    button.dataset.discard = "";
    button.textContent = "Buang isian ini";
    question.querySelector(".status")?.append(button);
  };
  const since = (entry) => `Belum tersimpan, dari ${fields.when(entry.since)}`;
  const waitingWords = { // reason -> [on the question, on the page]
    offline: ["mencoba lagi …", "menunggu sambungan"],
    server: ["mencoba lagi …", "server belum dapat menyimpan"],
    "signed-out": ["menunggu Anda masuk lagi", "menunggu Anda masuk lagi"],
  };
  const sayWaiting = (entry) => {
    const [words] = waitingWords[trouble.get(entry.code)] ?? waitingWords.offline;
    say(find(entry.code), "waiting", `${since(entry)} – ${words}`);
  };

  // --- into the outbox ---------------------------------------------------------------------------
  const addressOf = (question, act) =>
    act === "agree" ? question.querySelector("[data-agree]").dataset.agree : question.dataset.save;
  const title = () => document.title.replace(/ – [^–]*$/, "");

  // A change joins the last op while that has not gone out. The versions stay those it was based on, unless the person has
  // meanwhile been shown newer ones and decides on them. An agreement settles the value: of what was refused before,
  // only a note goes on after it.
  const keep = (question, act, name, { decided = false } = {}) => {
    const code = question.dataset.question;
    const entry = outbox.get(here, code) ??
      { sheet: here, code, tab: outbox.tab, path: location.pathname, title: title(), writer, since: Date.now(), ops: [] };
    const op = { act, url: addressOf(question, act), fields: fields.read(question, code), touched: name ? [name] : [], sent: false };
    const last = entry.ops.at(-1);
    if (act === "agree") {
      const hasToDecide = NEEDS_PERSON.has(trouble.get(code));
      entry.ops = hasToDecide ? [op, ...entry.ops.flatMap((one) => courier.noteOf(code, one))] : [...entry.ops, op];
    } else {
      if (last && !last.sent && last.act !== "agree") join(code, op, entry.ops.pop(), decided);
      if (op.act === "keep") op.fields[`${code}.k`] = "1";
      entry.ops.push(op);
    }
    entry.lines = fields.told(question, code);
    if (decided || act === "agree" || trouble.get(code) === "refused") trouble.delete(code);
    outbox.put(entry);
  };
  const join = (code, op, last, decided) => {
    if (last.act === "keep" && op.touched[0] === `${code}.n`) op.act = "keep";
    op.touched.push(...last.touched);
    if (decided || trouble.get(code) === "refused") return;
    for (const version of [`${code}.r`, `${code}.u`]) if (version in last.fields) op.fields[version] = last.fields[version];
  };
  const discard = (code) => {
    const entry = outbox.get(here, code);
    trouble.delete(code);
    if (entry) outbox.drop(entry);
  };

  // --- out of it ---------------------------------------------------------------------------------
  const swap = (target, html) => window.htmx.swap(target, html, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 0 });
  const percent = (code) => document.getElementById(`p-${slug(code)}`);
  const showReply = (code, reply, target) => {
    const worth = percent(code)?.textContent;
    swap(target, reply.html);
    const question = find(code);
    const left = outbox.get(here, code)?.ops.findLast((op) => op.act !== "agree");
    if (left) { // typed since, or not saved; the percentage on the page is that of the figures on the page
      fields.show(question, code, left.fields);
      if (percent(code)) percent(code).textContent = worth;
    }
    return question;
  };
  const NO_LONGER = "Halaman ini tidak lagi terbuka untuk Anda. Salin isian Anda bila masih diperlukan.";
  const outcomes = { // kind of answer -> what the page shows
    saved(code, reply, act) {
      const question = showReply(code, reply, `#${act === "save" ? "s" : "q"}-${slug(code)}`);
      question.dispatchEvent(new Event("zi:saved", { bubbles: true }));
    },
    refused(code, reply) {
      const question = showReply(code, reply, reply.target ?? `#s-${slug(code)}`);
      if (reply.again || !outbox.get(here, code)) return; // an agreement: nothing typed is in danger
      const isChoice = question.querySelector("[data-keep-mine]");
      trouble.set(code, isChoice ? "choice" : "refused");
      if (!isChoice) offerDiscard(question);
    },
    closed(code, reply) {
      say(find(code), "error", `Belum tersimpan. ${reply.text || NO_LONGER}`);
      if (!outbox.get(here, code)) return;
      trouble.set(code, "closed");
      offerDiscard(find(code));
    },
    gone: (code) => say(find(code), "waiting", "Isian ini dibuang, atau dilanjutkan di tab lain."),
  };

  // One request of a question at a time. Resolves to false when the line (or the session) is down.
  const send = (code) => {
    clearTimeout(timers.get(code));
    timers.delete(code);
    const entry = outbox.get(here, code);
    const mayGo = entry && takes(find(code)) && !NEEDS_PERSON.has(trouble.get(code)) && !typing.has(code);
    if (!flying.has(code) && mayGo) flying.set(code, carry(code, entry).finally(() => flying.delete(code)));
    return flying.get(code) ?? true;
  };
  const carry = async (code, entry) => {
    const { act } = entry.ops[0];
    if (!trouble.has(code)) say(find(code), "saving", "Menyimpan …");
    const reply = await courier.deliver(entry);
    if (courier.waits(reply)) {
      trouble.set(code, reply.kind);
      sayWaiting(entry);
      if (reply.kind === "signed-out") window.zi.notice(reply.text, { signIn: true });
      pacing.later();
      render();
      return false;
    }
    if (trouble.delete(code)) window.zi.clearNotice();
    outcomes[reply.kind](code, reply, act);
    pacing.rest();
    render();
    setTimeout(() => { if (reply.again && !timers.has(code)) void send(code); void flush(); });
    return true;
  };
  let flushing = false;
  const flush = async () => { // what waits, oldest first; the first failure ends it
    if (flushing) return;
    flushing = true;
    for (const { code } of own()) if (!flying.has(code) && !timers.has(code) && !(await send(code))) break;
    flushing = false;
  };
  const sendAll = async () => {
    typing.clear();
    await Promise.all(flying.values()); // what is under way may have begun before the line was back
    for (const { code } of own()) if (!(await send(code))) return;
    await Promise.all(own().map(({ code }) => send(code))); // what was typed during the first round
  };
  const pacing = courier.pace(() => { inheritAll(); void flush(); });
  window.zi.senders.push(sendAll);

  // --- from tabs that are gone, the one before a reload among them -------------------------------
  const keyOf = (entry) => `${entry.code}/${entry.tab}`;
  window.zi.hasPlace = (entry) => entry.sheet === here && !(isSieved && !find(entry.code));
  const adopt = (entry) => {
    const { code } = entry;
    const question = find(code);
    if (!takes(question) || entry.writer !== writer) { stranded.add(keyOf(entry)); return; }
    if (outbox.get(here, code)) return; // ours first; this one when ours is settled
    const mine = outbox.take(entry);
    const typed = mine.ops.findLast((op) => op.act !== "agree");
    if (typed) fields.show(question, code, typed.fields);
    sayWaiting(mine);
  };
  const claimed = new Set();
  const inheritAll = (options) => {
    for (const owner of new Set(foreign().filter(window.zi.hasPlace).map((entry) => entry.tab))) {
      if (claimed.has(owner)) continue;
      claimed.add(owner);
      void outbox.inherit(owner, () => {
        foreign().filter((entry) => entry.tab === owner && window.zi.hasPlace(entry)).forEach(adopt);
        render();
        void flush();
      }, options).finally(() => claimed.delete(owner));
    }
  };

  // --- what the page says ------------------------------------------------------------------------
  const box = document.querySelector("[data-send-status]");
  const part = (name) => document.querySelector(`[data-send-${name}]`);
  const reasons = (entries, elsewhere) => {
    const kinds = new Set(entries.map((entry) => trouble.get(entry.code)));
    if ([...kinds].some((kind) => NEEDS_PERSON.has(kind))) return "perlu keputusan Anda";
    const waiting = ["signed-out", "server", "offline"].find((kind) => kinds.has(kind));
    return waiting ? waitingWords[waiting][1] : elsewhere.length ? "terbuka di tab lain" : "";
  };
  let hadTrouble = false;
  const render = () => {
    const entries = own();
    const elsewhere = foreign().filter((one) => !stranded.has(keyOf(one)) && window.zi.hasPlace(one) && Date.now() - one.since > ELSEWHERE_AFTER);
    renderQuestions(entries, elsewhere);
    renderStranded();
    if (!box) return;
    const why = reasons(entries, elsewhere);
    const count = entries.length + elsewhere.length;
    const text = why ? `${count} ${noun} belum tersimpan – ${why}` : entries.length ? "Menyimpan …" : "Semua tersimpan";
    const warning = outbox.isSafe() ? "" : ". Peramban ini tidak dapat menyimpan salinannya: jangan tutup halaman ini.";
    box.hidden = false;
    box.classList.toggle("is-waiting", Boolean(why || warning));
    part("text").textContent = text + warning;
    const needsPerson = entries.some((entry) => NEEDS_PERSON.has(trouble.get(entry.code)));
    part("show").hidden = !needsPerson;
    part("now").hidden = needsPerson || !entries.some((entry) => trouble.has(entry.code));
    const isNews = Boolean(why || warning) || (hadTrouble && !entries.length);
    if (isNews && part("news").textContent !== text + warning) part("news").textContent = text + warning;
    hadTrouble = Boolean(why || warning) || (hadTrouble && entries.length > 0);
  };
  let marked = new Set(); // codes said to wait in another tab
  const renderQuestions = (entries, elsewhere) => {
    const unsent = new Set([...entries.filter((entry) => trouble.has(entry.code)), ...elsewhere].map((entry) => entry.code));
    for (const question of sheet.querySelectorAll("[data-question]")) question.classList.toggle("is-unsent", unsent.has(question.dataset.question));
    const ours = new Set(entries.map((entry) => entry.code));
    const now = new Map(elsewhere.filter((entry) => !ours.has(entry.code)).map((entry) => [entry.code, entry]));
    for (const [code, entry] of now) if (!marked.has(code)) say(find(code), "waiting", `Ada isian di tab lain yang belum tersimpan, dari ${fields.when(entry.since)}`);
    for (const code of marked) if (!now.has(code) && !ours.has(code)) say(find(code), "waiting", "Isian di tab lain sudah selesai. Muat ulang untuk melihat yang terbaru.");
    marked = new Set(now.keys());
  };
  const leftovers = document.querySelector("[data-leftovers]");
  const renderStranded = () => {
    const entries = foreign().filter((entry) => stranded.has(keyOf(entry)));
    leftovers.hidden = !entries.length;
    window.zi.fillList(leftovers.querySelector("ul"), entries);
  };
  let soon = null;
  document.addEventListener("zi:outbox", () => {
    clearTimeout(soon);
    soon = setTimeout(() => { inheritAll(); render(); soon = setTimeout(render, ELSEWHERE_AFTER); });
  });

  // --- what the person does ----------------------------------------------------------------------
  const questionOf = (event) => event.target.closest("[data-question]");
  const codeAt = (event) => { // of the question whose own control was changed, if it takes answers
    const question = questionOf(event);
    const code = question?.dataset.question;
    return takes(question) && fields.belongs(event.target, code) ? code : null;
  };
  sheet.addEventListener("input", (event) => {
    const code = codeAt(event);
    if (!code || event.target.type === "radio") return;
    keep(find(code), "save", event.target.name);
    if (event.target.matches("input.figure")) { typing.add(code); return; }
    clearTimeout(timers.get(code));
    timers.set(code, setTimeout(() => void send(code), NOTE_PAUSE));
  });
  sheet.addEventListener("change", (event) => {
    const code = codeAt(event);
    if (!code) return;
    if (event.target.type === "radio") keep(find(code), "save", event.target.name);
    typing.delete(code);
    void send(code);
  });
  const decide = (question, act) => {
    keep(question, act, undefined, { decided: true });
    void send(question.dataset.question);
  };
  const presses = { // selector -> what a click on it does
    "[data-agree]": (question) => decide(question, "agree"),
    "[data-keep]": (question) => decide(question, "keep"),
    "[data-keep-mine]": (question) => decide(question, "save"),
    "[data-take-theirs]": (question) => { discard(question.dataset.question); location.reload(); },
    "[data-discard]": (question) => {
      if (!confirm("Buang isian yang belum tersimpan ini dan tampilkan yang tersimpan?")) return;
      discard(question.dataset.question);
      location.reload();
    },
  };
  sheet.addEventListener("click", (event) => {
    const found = Object.keys(presses).find((selector) => event.target.closest(selector));
    if (!found) return;
    event.preventDefault();
    presses[found](questionOf(event));
  });
  // Enter in a figure must not send the whole form, which is there for browsers without JavaScript.
  sheet.querySelector("[data-sheet-form]")?.addEventListener("submit", (event) => event.preventDefault());
  part("now")?.addEventListener("click", () => pacing.soon());
  part("show")?.addEventListener("click", () => {
    const question = find(own().find((entry) => NEEDS_PERSON.has(trouble.get(entry.code)))?.code ?? "");
    question?.focus({ preventScroll: true });
    question?.scrollIntoView({ block: "center" });
  });

  window.addEventListener("pagehide", () => void sendAll());
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); }); // an old page holds old versions
  // A mark is sent by its own button and is not kept: half written, leaving it is asked.
  const isHalfMarked = () => [...sheet.querySelectorAll("[data-mark]")].some((mark) => mark.value !== mark.defaultValue);
  window.addEventListener("beforeunload", (event) => { if (!outbox.isSafe() || isHalfMarked()) event.preventDefault(); });

  inheritAll({ atOnce: true });
  render();
})();
