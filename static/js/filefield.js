// File fields in words of our own: the browser's follow its language. The field itself lies unseen over the button, so it
// is still what is clicked, focused, dropped on and read out. Without script the browser's field stays as it is.
(() => {
  "use strict";

  const NONE = "Belum ada berkas dipilih";
  const make = (name, className, text) => Object.assign(document.createElement(name), { className, textContent: text });

  const dress = (input) => {
    const box = make("span", "file-field", "");
    const shown = make("span", "file-field-shown", "");
    shown.setAttribute("aria-hidden", "true");
    const names = make("span", "file-field-names", NONE);
    shown.append(make("span", "btn btn-outline-secondary", input.multiple ? "Pilih berkas" : "Pilih satu berkas"), names);
    input.replaceWith(box);
    box.append(shown, input);
    input.addEventListener("change", () => {
      names.textContent = [...input.files].map((file) => file.name).join(", ") || NONE;
    });
    input.form?.addEventListener("reset", () => { names.textContent = NONE; });
  };
  const dressAll = (within) => {
    within.querySelectorAll("input[type=file]:not(.file-field input, [data-upload] input)").forEach(dress);
  };

  document.addEventListener("DOMContentLoaded", () => dressAll(document));
  document.addEventListener("htmx:load", (event) => dressAll(event.target));
})();
