// What every page needs: menus that close, dialogs that open, and a word when a request in the background fails.
(() => {
  "use strict";

  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) if (menu !== except) menu.open = false;
  };

  // Dialogs: without JavaScript the link's #target shows them (app.css), with it they are modal.
  const openDialog = (event, trigger) => {
    const dialog = document.getElementById(trigger.getAttribute("href").slice(1));
    if (!dialog) return;
    event.preventDefault();
    dialog.showModal();
  };

  document.addEventListener("click", (event) => {
    closeMenus(event.target.closest("details[data-menu]"));
    const opener = event.target.closest("a[data-dialog]");
    if (opener) openDialog(event, opener);
    const closer = event.target.closest("[data-dialog-close]");
    if (closer) { event.preventDefault(); closer.closest("dialog").close(); }
    if (event.target.closest("[data-dismiss]")) event.target.closest(".alert").remove();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details[data-menu][open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });

  // One submission per form: a second click while the first is under way does nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  const notices = () => document.getElementById("notices");
  const notice = (text, link) => {
    const box = document.createElement("div");
    box.className = "alert alert-danger";
    box.textContent = text;
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = link;
      anchor.target = "_blank";
      anchor.className = "alert-link ms-1";
      anchor.textContent = "Masuk di tab baru";
      box.append(anchor);
    }
    notices().replaceChildren(box);
  };

  // An answer of the server that is no fragment of ours must never replace part of the page.
  const loginPath = document.querySelector("meta[name='login-path']")?.content;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (loginPath && xhr.responseURL && new URL(xhr.responseURL).pathname === loginPath) {
      event.detail.shouldSwap = false;
      event.detail.isError = true;
      notice("Sesi Anda sudah berakhir. Yang belum tersimpan masih ada di halaman ini.", loginPath);
      document.dispatchEvent(new CustomEvent("zi:signed-out"));
    }
  });
  document.addEventListener("htmx:responseError", (event) => {
    const type = event.detail.xhr.getResponseHeader("Content-Type") || "";
    notice(type.startsWith("text/plain") ? event.detail.xhr.responseText
      : "Permintaan gagal diproses. Muat ulang halaman, lalu coba sekali lagi.");
  });
  document.addEventListener("htmx:sendError", () => {
    notice("Server tidak dapat dihubungi. Periksa sambungan internet Anda.");
  });
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) notices().replaceChildren(); });
})();
