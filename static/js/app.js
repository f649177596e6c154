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
    setTimeout(() => { delete form.dataset.sent; }, 5000);  // the answer may be a file: the page then stays
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // After signing in again in another tab the token in this page is old; the cookie has the one that counts. The person
  // this page was made for goes along: the server refuses it when somebody else has signed in since.
  const user = document.querySelector("meta[name='user-id']")?.content;
  document.addEventListener("htmx:configRequest", (event) => {
    if (user) event.detail.headers["X-User"] = user;
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    if (!token) return;
    event.detail.headers["X-CSRFToken"] = token;
    if (event.detail.parameters.csrfmiddlewaretoken) event.detail.parameters.csrfmiddlewaretoken = token;
  });

  const notices = () => document.getElementById("notices");
  const loginPath = document.querySelector("meta[name='login-path']")?.content;
  const notice = (text, { signIn = false } = {}) => {
    if (notices().querySelector("[data-text]")?.dataset.text === text) return; // said already: no need to read it out again
    const box = document.createElement("div");
    box.className = "alert alert-danger";
    box.dataset.text = text;
    box.textContent = text;
    if (signIn) {
      const anchor = document.createElement("a");
      anchor.href = loginPath;
      anchor.target = "_blank";
      anchor.className = "alert-link ms-1";
      anchor.textContent = "Masuk di tab baru";
      box.append(anchor);
    }
    notices().replaceChildren(box);
  };
  window.zi = { ...window.zi, notice, clearNotice: () => notices().replaceChildren() };

  // Our own sentences come as plain text; anything else (a proxy's page, say) is not for people.
  document.addEventListener("htmx:responseError", (event) => {
    const { xhr } = event.detail;
    const ours = (xhr.getResponseHeader("Content-Type") || "").startsWith("text/plain");
    notice(ours ? xhr.responseText : "Permintaan gagal diproses. Muat ulang halaman, lalu coba sekali lagi.",
      { signIn: xhr.status === 401 });
  });
  document.addEventListener("htmx:sendError", () => {
    notice("Server tidak dapat dihubungi. Periksa sambungan internet Anda.");
  });
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) notices().replaceChildren(); });
})();
