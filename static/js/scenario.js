// Bagaimana jika: only what was changed goes to the server, and what was not kept is not left without a word.
(() => {
  "use strict";

  const form = document.querySelector("[data-try]");
  if (!form) return;

  // A blank control follows the sheet.
  form.addEventListener("htmx:configRequest", ({ detail }) => {
    for (const [name, value] of [...detail.formData.entries()]) if (value === "") detail.formData.delete(name);
  });

  // Enter in a figure does not send the form; in the name it keeps the scenario.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input:not([type=checkbox])")) return;
    event.preventDefault();
    if (event.target.id === "nama") form.querySelector("[data-keep]").click();
  });

  let isTouched = false;
  const mayKeep = document.getElementById("nama");
  form.addEventListener("input", (event) => { if (event.target.closest(".try-line")) isTouched = true; });
  form.addEventListener("submit", () => { isTouched = false; });
  window.addEventListener("beforeunload", (event) => { if (mayKeep && isTouched) event.preventDefault(); });
})();
