// The controls of one question: what they say, putting it back, and telling it in words.
window.zi = window.zi || {};

window.zi.fields = (() => {
  "use strict";

  // What is written into a mark is sent by its own button and is no part of the answer.
  const belongs = (control, code) => Boolean(control.name?.startsWith(`${code}.`)) && !control.matches("[data-mark]");
  const controls = (root, code) =>
    [...root.querySelectorAll("input[name], textarea[name]")].filter((control) => belongs(control, code));

  // Name -> value, as a form would send it: a choice nobody made is not there. `root` may be a page or a reply.
  const read = (root, code) => Object.fromEntries(
    controls(root, code)
      .filter((control) => control.type !== "radio" || control.checked)
      .map((control) => [control.name, control.value]),
  );

  // Puts typed values back; the hidden versions stay those of the page.
  const show = (root, code, values) => {
    for (const control of controls(root, code)) {
      if (control.type === "hidden") continue;
      if (control.type === "radio") control.checked = values[control.name] === control.value;
      else if (control.name in values && control.value !== values[control.name]) {
        const { selectionStart, selectionEnd } = control;
        control.value = values[control.name];
        if (document.activeElement === control) control.setSelectionRange(selectionStart, selectionEnd);
      }
    }
    root.dispatchEvent(new Event("zi:shown", { bubbles: true }));
  };

  // What a text with marks says; any other control as it is.
  const lines = (html) => new DOMParser().parseFromString(html.replace(/<br>|<\/(?:p|div|li)>/gi, "$&\n"), "text/html").body.textContent.trim();
  const words = (control) => (control.matches("[data-marks]") ? lines(control.value) : control.value);

  // [label, text] of everything filled in, for a person to read and copy.
  const told = (root, code) => controls(root, code)
    .filter((control) => control.type !== "hidden" && (control.type !== "radio" || control.checked) && control.value.trim())
    .map((control) => [control.type === "radio" ? "Jawaban" : control.labels?.[0]?.textContent.trim() ?? "", words(control)]);

  const today = new Intl.DateTimeFormat("id-ID", { timeZone: "Asia/Jakarta", day: "numeric", month: "short" });
  const clock = new Intl.DateTimeFormat("id-ID", { timeZone: "Asia/Jakarta", hour: "2-digit", minute: "2-digit", hour12: false });
  const when = (time) => {
    const day = today.format(time);
    const hour = clock.format(time).replace(":", ".");
    return day === today.format(Date.now()) ? hour : `${day} ${hour}`;
  };

  return { belongs, read, show, told, when };
})();
