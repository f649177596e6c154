// Choosing rows of tables: a box above each that ticks them all, and how many are ticked. Without JavaScript every row is ticked by itself.
(() => {
  "use strict";

  const form = document.querySelector("[data-pick]");
  if (!form) return;
  const told = document.querySelector("[data-picked]");
  const boxes = (root) => [...root.querySelectorAll("input[name=pilih]")];

  const show = () => {
    if (told) told.textContent = boxes(form).filter((box) => box.checked).length;
    for (const all of form.querySelectorAll("[data-pick-all]")) {
      const rows = boxes(all.closest("table"));
      const ticked = rows.filter((box) => box.checked).length;
      all.checked = ticked === rows.length;
      all.indeterminate = ticked > 0 && ticked < rows.length;
    }
  };

  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-pick-all]")) {
      for (const box of boxes(event.target.closest("table"))) box.checked = event.target.checked;
    }
    show();
  });
  show();
})();
