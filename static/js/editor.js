// The editor of a text with a few marks: Squire in the place of a textarea, which from then on holds the HTML and is what
// saving.js keeps and sends. What is pasted is tidied here for the eye; what counts is cleaned by the server (reports.marks).
(() => {
  "use strict";

  const area = document.querySelector("textarea[data-marks]");
  const { Squire, DOMPurify } = window;
  if (!area || !Squire || !DOMPurify) return; // the plain text field stays
  const box = document.querySelector("[data-editor]");
  const toolbar = document.querySelector("[data-toolbar]");
  const question = area.closest("[data-question]");
  const form = area.closest("form");

  // --- what comes from elsewhere -----------------------------------------------------------------
  const MARKS = { ALLOWED_TAGS: ["p", "br", "b", "strong", "i", "em", "u", "ul", "ol", "li"], ALLOWED_ATTR: [], ALLOW_DATA_ATTR: false, ALLOW_ARIA_ATTR: false, RETURN_DOM_FRAGMENT: true };
  const HEADINGS = "h1, h2, h3, h4, h5, h6";
  const BLOCKS = `${HEADINGS}, table, thead, tbody, tfoot, tr, td, th, dl, dt, dd, blockquote, pre, caption, figcaption`;
  const replace = (element, name) => {
    const made = element.ownerDocument.createElement(name);
    made.append(...element.childNodes);
    element.replaceWith(made);
    return made;
  };
  const wrap = (element, name) => {
    const made = element.ownerDocument.createElement(name);
    made.append(...element.childNodes);
    element.append(made);
  };
  const styleOf = (element) => (element.getAttribute("data-style") ?? "").toLowerCase().replace(/\s/g, "");
  // Google Docs says bold in styles, and wraps everything in a <b> that is not.
  const tidyStyles = (page) => {
    for (const element of page.querySelectorAll("b[data-style*='font-weight'], span[data-style]")) {
      const style = styleOf(element);
      if (element.localName === "b") {
        if (/(^|;)font-weight:(normal|400)/.test(style)) element.replaceWith(...element.childNodes);
        continue;
      }
      if (/(^|;)font-weight:(bold|[6-9]00)/.test(style)) wrap(element, "b");
      if (style.includes("font-style:italic")) wrap(element, "i");
      if (/text-decoration[a-z-]*:[^;]*underline/.test(style)) wrap(element, "u");
    }
  };
  // Word's lists are paragraphs with a bullet in front.
  const tidyLists = (page) => {
    let list = null;
    for (const line of page.querySelectorAll("p[data-style*='mso-list']")) {
      const sign = [...line.querySelectorAll("[data-style]")].find((part) => styleOf(part).includes("mso-list:ignore"));
      if (!sign) continue;
      const name = /^\s*(\d+|[a-z]{1,4})[.)]/i.test(sign.textContent) ? "ol" : "ul";
      sign.remove();
      const before = line.previousElementSibling;
      if (!list || before !== list || list.localName !== name) {
        list = page.createElement(name);
        line.before(list);
      }
      list.append(line);
      replace(line, "li");
    }
  };
  // Styles are looked at as data: as styles, and scripts as scripts, the Content-Security-Policy would complain of them.
  const inert = (html) => html.replace(/<style[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on\w+)\s*=/gi, " data-$1="));
  const tidy = (html) => {
    const page = new DOMParser().parseFromString(inert(html), "text/html");
    tidyStyles(page);
    tidyLists(page);
    for (const heading of page.querySelectorAll(HEADINGS)) wrap(heading, "b");
    for (const element of page.querySelectorAll(BLOCKS)) replace(element, "div");
    for (const element of page.querySelectorAll("div")) if (!element.querySelector("div, p, ul, ol")) replace(element, "p");
    return page.body.innerHTML;
  };
  const fragment = (html) => DOMPurify.sanitize(tidy(html), MARKS);

  // --- in the place of the textarea --------------------------------------------------------------
  const start = box.innerHTML;
  const editor = new Squire(box, { blockTag: "P", addLinks: false, sanitizeToDOMFragment: fragment });
  for (const key of ["Tab", "Shift-Tab", "PageUp", "PageDown"]) editor.setKeyHandler(key, null); // as everywhere else on the page
  for (const key of ["Shift-5", "Shift-6", "Shift-7", "d", "[", "]"]) { // marks that are not kept
    for (const control of ["Ctrl-", "Meta-"]) editor.setKeyHandler(control + key, null);
  }
  area.name = area.dataset.marks;
  area.hidden = true;
  const label = area.labels[0];
  label?.addEventListener("click", () => editor.focus());

  const show = (html) => {
    editor.setHTML(html);
    area.value = editor.getHTML();
  };
  show(start);

  let isDirty = false;
  const tell = (type) => area.dispatchEvent(new Event(type, { bubbles: true }));
  editor.addEventListener("input", () => {
    const html = editor.getHTML();
    if (html === area.value) return; // what we put there ourselves
    area.value = html;
    isDirty = true;
    tell("input");
  });
  editor.addEventListener("blur", () => {
    if (!isDirty) return;
    isDirty = false;
    tell("change");
  });
  editor.addEventListener("pasteImage", (event) => event.preventDefault());
  question.addEventListener("zi:shown", () => { if (area.value !== editor.getHTML()) show(area.value); }); // from the outbox

  // --- the toolbar -------------------------------------------------------------------------------
  const toggle = (has, put, take) => () => (has() ? take() : put());
  const isIn = (tag) => () => editor.hasFormat(tag);
  const inList = (tag) => () => editor.hasFormat(tag.toUpperCase());
  const tools = { // name -> [is it on here, what a press does]
    tebal: [isIn("B"), toggle(isIn("B"), () => editor.bold(), () => editor.removeBold())],
    miring: [isIn("I"), toggle(isIn("I"), () => editor.italic(), () => editor.removeItalic())],
    garis: [isIn("U"), toggle(isIn("U"), () => editor.underline(), () => editor.removeUnderline())],
    daftar: [inList("ul"), toggle(inList("ul"), () => editor.makeUnorderedList(), () => editor.removeList())],
    nomor: [inList("ol"), toggle(inList("ol"), () => editor.makeOrderedList(), () => editor.removeList())],
    urungkan: [null, () => editor.undo()],
    ulangi: [null, () => editor.redo()],
  };
  const buttons = [...toolbar.querySelectorAll("[data-tool]")];
  const light = () => {
    for (const button of buttons) {
      const [isOn] = tools[button.dataset.tool];
      if (isOn) button.setAttribute("aria-pressed", String(isOn()));
    }
  };
  const stops = (button) => { for (const one of buttons) one.tabIndex = one === button ? 0 : -1; };
  for (const button of buttons) {
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays where it is
    button.addEventListener("click", () => {
      tools[button.dataset.tool][1]();
      editor.focus();
      stops(button);
      light();
    });
  }
  toolbar.addEventListener("keydown", (event) => { // one stop of the Tab key, arrows inside, as in every toolbar
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -buttons.length, End: buttons.length }[event.key];
    const at = buttons.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    const next = Math.abs(step) > 1 ? (step > 0 ? buttons.length - 1 : 0) : (at + step + buttons.length) % buttons.length;
    stops(buttons[next]);
    buttons[next].focus();
  });
  stops(buttons[0]);
  for (const event of ["pathChange", "select", "cursor", "input"]) editor.addEventListener(event, light);
  form.addEventListener("submit", (event) => event.preventDefault());
})();
