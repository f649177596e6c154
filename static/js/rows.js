// One more row of a form that repeats (Django's formsets). Without JavaScript the page brings one empty row each time.
(() => {
  "use strict";

  for (const rows of document.querySelectorAll("[data-rows]")) {
    const total = document.getElementById(`id_${rows.dataset.rows}-TOTAL_FORMS`);
    const most = Number(document.getElementById(`id_${rows.dataset.rows}-MAX_NUM_FORMS`).value);
    const button = rows.querySelector("[data-add-row]");
    const template = rows.querySelector("template");
    const enough = () => { button.hidden = Number(total.value) >= most; };

    button.addEventListener("click", () => {
      const box = document.createElement("div");
      box.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
      const row = box.firstElementChild;
      template.before(row);
      total.value = Number(total.value) + 1;
      enough();
      row.querySelector("textarea, input:not([type=hidden])").focus();
    });
    enough();
  }
})();
