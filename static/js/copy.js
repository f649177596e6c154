// Buttons that copy a text: data-copy holds it, data-copied inside shows that it was done.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try { await navigator.clipboard.writeText(button.dataset.copy); } catch { return; } // a browser that does not let us
  const told = button.querySelector("[data-copied]");
  told.hidden = false;
  setTimeout(() => { told.hidden = true; }, 3000);
});
