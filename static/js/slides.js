// Shows the slides of a page one at a time: keys, buttons, swipes. Without it they stand one below the other.
(() => {
  const room = document.querySelector("[data-slides]");
  if (!room) return;
  const slides = [...room.querySelectorAll(".slide")];
  const find = (name) => room.querySelector(`[data-slides-${name}]`);
  const [back, next, notes, full, place, told] = ["back", "next", "notes", "full", "place", "told"].map(find);
  let now = 0;

  function show(number, { quiet = false } = {}) {
    now = Math.min(Math.max(number, 0), slides.length - 1);
    slides.forEach((slide, at) => { slide.hidden = at !== now; });
    place.textContent = `${now + 1} / ${slides.length}`;
    back.disabled = now === 0;
    next.disabled = now === slides.length - 1;
    if (quiet) return;
    told.textContent = `Salindia ${now + 1} dari ${slides.length}: ${slides[now].dataset.title}`;
    history.replaceState(null, "", `#${slides[now].id}`);
    window.scrollTo(0, 0);
    room.scrollTo(0, 0);
  }

  function toggleNotes() {
    const open = !slides[now].querySelector(".slide-notes").open;
    room.querySelectorAll(".slide-notes").forEach((one) => { one.open = open; });
    notes.setAttribute("aria-pressed", open);
    if (open) slides[now].querySelector(".slide-notes").scrollIntoView({ block: "nearest" });
  }

  function toggleFull() {
    if (document.fullscreenElement) document.exitFullscreen();
    else room.requestFullscreen?.().catch(() => {}); // a browser that does not let us
  }

  const keys = {
    ArrowRight: () => show(now + 1), ArrowDown: () => show(now + 1), PageDown: () => show(now + 1),
    ArrowLeft: () => show(now - 1), ArrowUp: () => show(now - 1), PageUp: () => show(now - 1),
    " ": (event) => show(now + (event.shiftKey ? -1 : 1)),
    Home: () => show(0), End: () => show(slides.length - 1),
    f: toggleFull, n: toggleNotes,
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === " " && event.target.closest("button, a, summary")) return; // it presses them
    const act = keys[event.key.length > 1 ? event.key : event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act(event);
  });

  let touched = null;
  room.addEventListener("touchstart", (event) => {
    touched = event.touches.length === 1 ? [event.touches[0].clientX, event.touches[0].clientY] : null;
  }, { passive: true });
  room.addEventListener("touchend", (event) => {
    if (!touched) return;
    const [x, y] = [event.changedTouches[0].clientX - touched[0], event.changedTouches[0].clientY - touched[1]];
    const scrolls = event.target.closest(".slide-page")?.scrollWidth > event.target.closest(".slide-page")?.clientWidth;
    if (!scrolls && Math.abs(x) > 60 && Math.abs(x) > 2 * Math.abs(y)) show(now + (x < 0 ? 1 : -1));
  }, { passive: true });

  back.addEventListener("click", () => show(now - 1));
  next.addEventListener("click", () => show(now + 1));
  notes.addEventListener("click", toggleNotes);
  full.addEventListener("click", toggleFull);
  full.hidden = !document.fullscreenEnabled;
  const named = () => slides.findIndex((slide) => `#${slide.id}` === location.hash);
  addEventListener("hashchange", () => { if (named() >= 0) show(named()); });
  room.classList.add("is-live");
  show(Math.max(named(), 0), { quiet: true });
})();
