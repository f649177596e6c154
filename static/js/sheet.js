// The LKE sheet: keys that answer and move on, a word on what is saved, and another try when the line is down.
(() => {
  "use strict";

  const sheet = document.querySelector("[data-sheet]");
  if (!sheet) return;
  const writer = sheet.dataset.writer;
  const questions = () => [...sheet.querySelectorAll("[data-question]")];
  const RETRY_AFTER = 4000;
  const unsaved = new Map(); // id of a question -> count of its changes, so that one made during a request stays
  const waiting = new Map(); // id of a question -> what asked to save it when the session had ended
  const touch = (question) => unsaved.set(question.id, (unsaved.get(question.id) ?? 0) + 1);

  // --- where we are -----------------------------------------------------------------------------
  let current = null;
  const firstFigure = (question) => question?.querySelector("input.figure:not(:disabled)");
  const select = (question, { focus = true } = {}) => {
    if (!question) return;
    current?.classList.remove("is-current");
    current = question;
    question.classList.add("is-current");
    if (!focus) return;
    // Who fills goes straight to the figures; who verifies stays on the question, where one key agrees.
    const figure = writer === "unit" && firstFigure(question);
    (figure || question).focus({ preventScroll: true });
    question.scrollIntoView({ block: "center", behavior: "auto" });
  };
  const alive = () => (current && current.isConnected ? current : document.getElementById(current?.id ?? "") ?? null);
  const move = (step) => {
    const all = questions();
    const at = all.indexOf(alive());
    select(all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)]);
  };
  const isOpen = (question) => !question.classList.contains("is-done");
  const nextOpen = () => {
    const all = questions();
    const at = all.indexOf(alive());
    select([...all.slice(at + 1), ...all.slice(0, at + 1)].find(isOpen));
  };

  sheet.addEventListener("focusin", (event) => {
    const question = event.target.closest("[data-question]");
    if (question && question !== current) select(question, { focus: false });
  });

  // --- keys -------------------------------------------------------------------------------------
  const pick = (question, key) => {
    const radio = question?.querySelector(`input[type=radio][data-key="${key}"]:not(:disabled)`);
    if (!radio) return false;
    const keep = radio.checked && question.querySelector("[data-keep]"); // the same value again: it stays on purpose
    if (keep) { keep.click(); move(1); return true; }
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    move(1);
    return true;
  };
  const agree = (question) => {
    const button = question?.querySelector("[data-agree]:not(:disabled)");
    if (!button) return false;
    button.click();
    move(1);
    return true;
  };
  const keepCarried = (question) => {
    const button = question?.querySelector("[data-keep]");
    if (!button) return false;
    button.click();
    move(1);
    return true;
  };
  const toNote = (question) => {
    const note = question?.querySelector("[data-note]:not(:disabled)");
    note?.focus();
    return Boolean(note);
  };
  const commands = {
    ArrowDown: () => { move(1); return true; },
    ArrowUp: () => { move(-1); return true; },
    n: () => { nextOpen(); return true; },
    i: () => toNote(alive()),
    Enter: () => { const figure = firstFigure(alive()); figure?.focus(); return Boolean(figure); },
    s: () => (writer === "tpi" ? agree(alive()) : keepCarried(alive())),
  };
  const inText = (target) => target.matches("textarea, input:not([type=radio]), select");

  const onFigureKey = (event) => {
    if (event.key !== "Enter") return false;
    const figures = [...event.target.closest("[data-question]").querySelectorAll("input.figure")];
    const next = figures[figures.indexOf(event.target) + 1];
    if (next) next.focus();
    else { event.target.blur(); move(1); }
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (!writer || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("dialog")) return;
    const target = event.target;
    if (event.key === "Escape" && inText(target)) { target.blur(); alive()?.focus({ preventScroll: true }); return; }
    if (target.matches("input.figure")) { if (onFigureKey(event)) event.preventDefault(); return; }
    if (inText(target) || target.matches("summary, a, button")) return;
    if (target.matches("input[type=radio]") && event.key.startsWith("Arrow")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const letter = key.toUpperCase();
    const done = (/^[A-EYT]$/.test(letter) && pick(alive(), letter)) || (commands[key] && commands[key]());
    if (done) event.preventDefault();
  });

  // What is written into a mark is sent by its own button; the answer beside it has not changed.
  for (const name of ["input", "change"]) {
    document.addEventListener(name, (event) => { if (event.target.matches("[data-mark]")) event.stopPropagation(); }, true);
  }

  // --- saving -----------------------------------------------------------------------------------
  const status = (question) => question.querySelector(".status");
  const say = (question, state, text) => {
    const box = status(question);
    if (!box) return;
    for (const part of [...box.children]) if (part.tagName !== "INPUT") part.remove();
    const line = document.createElement("span");
    line.className = `status-${state}`;
    line.textContent = text;
    box.append(line);
  };
  const questionOf = (event) => event.detail.elt?.closest?.("[data-question]");
  const isWrite = (event) => event.detail.requestConfig?.verb === "post";

  document.addEventListener("htmx:beforeRequest", (event) => {
    const question = questionOf(event);
    if (!question || !isWrite(event)) return;
    if (!unsaved.has(question.id)) touch(question);
    question.dataset.sent = unsaved.get(question.id);
    say(question, "saving", "Menyimpan …");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const question = questionOf(event);
    if (!question || !isWrite(event)) return;
    const code = event.detail.xhr.status;
    if (code >= 200 && code < 300) {
      if (unsaved.get(question.id) === Number(question.dataset.sent)) unsaved.delete(question.id);
      mark(document.getElementById(question.id));
    } else if (code === 0 || code >= 500) retry(question, event.detail.elt);
    else if (code === 401) {
      waiting.set(question.id, event.detail.elt);
      say(question, "error", "Belum tersimpan. Masuk lagi, lalu jawaban ini dikirim.");
    }
    else if (code !== 409 && code !== 422) say(question, "error", "Belum tersimpan.");
  });
  // The same thing again: a button (setuju, tetap) is pressed anew, a question saves what its controls show.
  const again = (element) => {
    if (!element.isConnected) return;
    if (element.matches("[data-question]")) element.dispatchEvent(new Event("zi:save"));
    else element.click();
  };
  const retry = (question, element) => {
    say(question, "error", "Belum tersimpan, mencoba lagi …");
    setTimeout(() => again(element), RETRY_AFTER);
  };
  const mark = (question) => {
    if (!question) return;
    const figures = [...question.querySelectorAll("input.figure")];
    const filled = figures.length ? figures.every((figure) => figure.value.trim()) : question.querySelector("input:checked");
    const stale = question.querySelector("[data-keep]"); // the TPI has not judged the unit's newest answer yet
    const response = question.querySelector("[data-response]");
    question.classList.toggle("is-done", Boolean(filled) && !stale && (!response || Boolean(response.value.trim())));
    if (current && current.id === question.id) select(question, { focus: false });
  };
  // Back from signing in again in another tab: send what waited.
  window.addEventListener("focus", () => {
    const elements = [...waiting.values()];
    waiting.clear();
    elements.forEach(again);
  });
  window.addEventListener("beforeunload", (event) => { if (unsaved.size) event.preventDefault(); });

  // Two people on one answer: keep mine (the form now carries the newest version) or reload theirs.
  sheet.addEventListener("click", (event) => {
    const question = event.target.closest("[data-question]");
    if (event.target.closest("[data-keep-mine]")) question.dispatchEvent(new Event("zi:save"));
    if (event.target.closest("[data-take-theirs]")) { unsaved.clear(); event.preventDefault(); location.reload(); }
  });
  // Enter in a figure must not send the whole form, which is there for browsers without JavaScript.
  sheet.querySelector("[data-sheet-form]")?.addEventListener("submit", (event) => event.preventDefault());

  // --- notes grow with their text ---------------------------------------------------------------
  const grow = (note) => { note.rows = Math.min(Math.max(note.value.split("\n").length, Math.ceil(note.value.length / 90), 1), 12); };
  for (const note of sheet.querySelectorAll("[data-note]")) grow(note);
  sheet.addEventListener("input", (event) => {
    if (event.target.matches("[data-note]")) grow(event.target);
    touch(event.target.closest("[data-question]"));
  });

  // --- the outline shows where we are -----------------------------------------------------------
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      for (const link of sheet.querySelectorAll(".outline-link[aria-current]")) link.removeAttribute("aria-current");
      sheet.querySelector(`.outline-link[href="#${entry.target.id}"]`)?.setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-30% 0px -60% 0px" });
  for (const section of sheet.querySelectorAll(".sheet-section")) seen.observe(section);
  sheet.querySelector(".sheet-outline")?.addEventListener("click", (event) => {
    if (!event.target.closest(".outline-link")) return;
    window.bootstrap?.Offcanvas.getInstance(document.getElementById("garis-besar"))?.hide();
  });
})();
