// Light by default, dark by choice. Loaded in the head so that a dark page never flashes white.
(() => {
  "use strict";
  const root = document.documentElement;
  const KEY = "zi-tema";
  const stored = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const apply = (theme) => { root.dataset.bsTheme = root.dataset.theme = theme; };  // data-theme: the admin reads it
  apply(stored() === "dark" ? "dark" : "light");
  root.classList.add("js");

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    const next = root.dataset.bsTheme === "dark" ? "light" : "dark";
    apply(next);
    try { localStorage.setItem(KEY, next); } catch { /* private window: the choice lasts for this page */ }
  });
  // Paper is white whatever the screen is.
  let screenTheme = "light";
  window.addEventListener("beforeprint", () => { screenTheme = root.dataset.bsTheme; apply("light"); });
  window.addEventListener("afterprint", () => apply(screenTheme));
})();
