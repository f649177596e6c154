// Writing a recommendation: earlier texts on what it is about, and taking one of them over.
"use strict";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-snippet]");
  if (!button) return;
  const field = document.getElementById("id_text");
  const kept = field.value.trim();
  field.value = kept ? `${kept}\n${button.dataset.snippet}` : button.dataset.snippet;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});

document.querySelector("[data-subject] select").addEventListener("change", (event) => {
  const address = `${event.target.closest("[data-subject]").dataset.subject}?code=${encodeURIComponent(event.target.value)}`;
  window.htmx.ajax("GET", address, { target: "#contoh", select: "#contoh", swap: "outerHTML" });
});
