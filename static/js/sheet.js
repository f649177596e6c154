// The LKE sheet: keys that answer and move on, notes that grow, an outline that follows. Saving is in saving.js.
(() => {
  "use strict";

  const sheet = document.querySelector("[data-sheet]");
  if (!sheet) return;
  const writer = sheet.dataset.writer;
  const questions = () => [...sheet.querySelectorAll("[data-question]")];

  // --- where we are -----------------------------------------------------------------------------
  let current = null;
  const firstFigure = (question) => question?.querySelector("input.figure:not(:disabled)");
  const select = (question, { focus = true } = {}) => {
    if (!question) return;
    current?.classList.remove("is-current");
    current = question;
    question.classList.add("is-current");
    if (!focus) return;
    // Who fills goes straight to the figures; where one key agrees or keeps, the question itself has the cursor.
    const figure = writer === "unit" && !question.querySelector("[data-keep]") && firstFigure(question);
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

  // --- after a save -----------------------------------------------------------------------------
  sheet.addEventListener("zi:saved", (event) => {
    const question = event.target;
    const figures = [...question.querySelectorAll("input.figure")];
    const filled = figures.length ? figures.every((figure) => figure.value.trim()) : question.querySelector("input:checked");
    const stale = question.querySelector("[data-keep]"); // the TPI has not judged the unit's newest answer yet
    const response = question.querySelector("[data-response]");
    question.classList.toggle("is-done", Boolean(filled) && !stale && (!response || Boolean(response.value.trim())));
    if (current?.id === question.id) select(question, { focus: false });
  });

  // --- notes grow with their text ---------------------------------------------------------------
  const grow = (note) => { note.rows = Math.min(Math.max(note.value.split("\n").length, Math.ceil(note.value.length / 90), 1), 12); };
  for (const note of sheet.querySelectorAll("[data-note]")) grow(note);
  sheet.addEventListener("input", (event) => { if (event.target.matches("[data-note]")) grow(event.target); });
  sheet.addEventListener("zi:shown", (event) => event.target.querySelectorAll("[data-note]").forEach(grow));

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
