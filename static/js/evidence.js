// The panel of evidence beside the sheet, files dropped on a question or on the panel, and the viewer's keys.
(() => {
  "use strict";

  const { uploads } = window.zi;
  const dialog = document.getElementById("bukti"); // on the sheet only; the question's own page has the panel in itself
  const panel = () => document.querySelector("[data-proofs]");
  const slug = (code) => code.replaceAll(".", "-");
  const brief = (code) => document.getElementById(`e-${slug(code)}`);

  // --- the panel ---------------------------------------------------------------------------------
  const LOADING = "Memuat data dukung …";
  const say = (root, text, tone = "") => {
    const box = root?.querySelector("[data-proof-news]");
    if (!box) return;
    box.textContent = text;
    box.classList.toggle("is-bad", tone === "bad");
  };
  const open = async (address) => {
    const body = dialog.querySelector("#bukti-isi");
    body.replaceChildren(Object.assign(document.createElement("p"), { className: "panel-wait", textContent: LOADING }));
    if (!dialog.open) dialog.showModal();
    await window.htmx.ajax("GET", address, { target: "#bukti-isi", swap: "innerHTML" });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-evidence]");
    if (!link || !dialog || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void open(link.href);
  });
  dialog?.addEventListener("close", () => {
    const code = panel()?.dataset.proofs;
    if (code) brief(code)?.querySelector("a[data-evidence]")?.focus();
    dialog.querySelector("#bukti-isi").replaceChildren();
  });
  // The first Escape leaves a control somebody wrote in, the next one the panel.
  const isWritten = (control) => control.matches?.("input, textarea") && control.value !== control.defaultValue;
  dialog?.addEventListener("cancel", (event) => {
    if (event.target !== dialog || !isWritten(document.activeElement)) return;
    event.preventDefault();
    dialog.querySelector("[data-dialog-close]").focus();
  });

  // Failures of the panel's own requests are told in it: the page's notices lie behind the dialog.
  const failed = (text) => (event) => {
    if (!dialog?.open || !dialog.contains(event.target)) return;
    const ours = (event.detail.xhr?.getResponseHeader("Content-Type") ?? "").startsWith("text/plain");
    const words = ours && event.detail.xhr.responseText ? event.detail.xhr.responseText : text;
    const wait = dialog.querySelector(".panel-wait");
    if (wait) wait.textContent = words;
    else say(dialog, words, "bad");
  };
  document.addEventListener("htmx:responseError", failed("Permintaan gagal diproses. Tutup panel ini, lalu coba sekali lagi."));
  document.addEventListener("htmx:sendError", failed("Server tidak dapat dihubungi. Periksa sambungan internet Anda, lalu coba lagi."));

  // --- after an upload ---------------------------------------------------------------------------
  const isBeingEdited = (list) => [...list.querySelectorAll("details[open] input, details[open] textarea")].some(isWritten);
  // One after the other: a list that is being replaced is no place for the next answer. What came meanwhile goes once more.
  const renewal = { busy: false, next: null };
  const renew = async (address, sentence) => {
    if (renewal.busy) {
      renewal.next = [address, sentence];
      return;
    }
    renewal.busy = true;
    try {
      await window.htmx.ajax("GET", address, { target: "#bukti-daftar", swap: "outerHTML" });
      say(document, sentence);
    } finally {
      renewal.busy = false;
      const next = renewal.next;
      renewal.next = null;
      if (next && document.getElementById("bukti-daftar")) void renew(...next);
    }
  };
  document.addEventListener("zi:uploaded", (event) => {
    const { panel: address, code, sentence } = event.detail;
    const list = panel()?.dataset.proofs === code && document.getElementById("bukti-daftar");
    if (list && !isBeingEdited(list)) {
      void renew(address, sentence);
      return;
    }
    if (list) say(document, `${sentence} Daftar diperbarui setelah isian yang terbuka disimpan.`);
    if (brief(code)) void window.htmx.ajax("GET", address, { target: `#${brief(code).id}`, swap: "outerHTML" });
  });

  // --- how it goes, while the panel is closed or shows another question ---------------------------
  const pill = document.querySelector("[data-upload-status]");
  const tell = () => {
    if (!pill) return;
    const all = uploads.jobs();
    const onTheWay = all.filter((job) => ["waiting", "sending", "checking"].includes(job.state));
    const left = all.filter((job) => !onTheWay.includes(job));
    pill.hidden = !all.length;
    pill.classList.toggle("is-waiting", !onTheWay.length);
    const mean = onTheWay.reduce((sum, job) => sum + job.percent, 0) / Math.max(onTheWay.length, 1);
    pill.querySelector("[data-upload-text]").textContent = onTheWay.length
      ? `Mengunggah ${onTheWay.length} berkas, ${Math.floor(mean)} %`
      : `${left.length} berkas belum terunggah`;
    pill.querySelector("[data-upload-show]").dataset.address = (left[0] ?? onTheWay[0])?.batch.panel ?? "";
  };
  document.addEventListener("zi:uploads", tell);
  pill?.querySelector("[data-upload-show]").addEventListener("click", (event) => void open(event.currentTarget.dataset.address));

  // --- dropping ----------------------------------------------------------------------------------
  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const placeOf = (target) => target.closest?.("[data-proofs]") ?? target.closest?.("dialog")?.querySelector("[data-proofs]")
    ?? target.closest?.(".question:has(a[data-evidence][data-takes])") ?? (dialog ? null : panel());
  let lit = null;
  const light = (place) => {
    if (place === lit) return;
    lit?.classList.remove("is-dropping");
    lit = place;
    lit?.classList.add("is-dropping");
  };
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault(); // else the browser opens the file in place of the page
    const place = placeOf(event.target);
    const takes = place?.matches(".question") || place?.querySelector("form[data-upload]:not([data-single])");
    event.dataTransfer.dropEffect = takes ? "copy" : "none";
    light(takes ? place : null);
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) light(null); });
  document.addEventListener("drop", async (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    const files = [...event.dataTransfer.files]; // before anything is awaited: the event's data is gone after it
    const place = lit;
    light(null);
    if (!place || !files.length) return;
    if (place.matches(".question")) await open(place.querySelector("a[data-evidence]").href);
    const form = document.querySelector("[data-proofs] form[data-upload]:not([data-single])");
    if (form) uploads.add(form, files);
  });

  // --- the viewer's keys: arrows turn pages, M/K/T choose a verdict --------------------------------
  const viewer = document.querySelector("[data-viewer]");
  const press = (selector) => {
    const control = document.querySelector(selector);
    control?.click();
    return control;
  };
  const verdict = (value) => {
    const radio = press(`[data-judge] input[value="${value}"]`);
    if (radio && value !== "memadai") document.querySelector("[data-judge] textarea").focus();
    else radio?.focus();
    return radio;
  };
  const commands = {
    ArrowRight: () => press("[data-page=next]"),
    ArrowLeft: () => press("[data-page=previous]"),
    "+": () => press("[data-zoom=in]"),
    "-": () => press("[data-zoom=out]"),
    m: () => verdict("memadai"),
    k: () => verdict("kurang"),
    t: () => verdict("tidak_relevan"),
    n: () => press("[data-next-proof]"),
  };
  document.addEventListener("keydown", (event) => {
    if (!viewer || event.altKey || event.metaKey) return;
    if (event.ctrlKey && event.key === "Enter") { event.target.closest("[data-judge]")?.requestSubmit(); return; }
    if (event.ctrlKey || event.target.matches("textarea, select, input:not([type=radio])")) return;
    if (event.target.matches("input[type=radio]") && event.key.startsWith("Arrow")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (commands[key]?.()) event.preventDefault();
  });
})();
