// Uploading evidence: every chosen or dropped file has a row of its own (title, place, progress, cancel, try again). Two go
// at a time. The rows belong to this page, not to the panel: what did not arrive stays until the page is left.
//
// A place for uploads in the page is <form data-upload data-question="A.I.1.i.a"> with a file input, <ul data-uploads>,
// <template data-upload-row>, a [data-upload-start] button, data-max and data-max-video (MB) and data-kinds in words; the
// input's `accept` names the endings.
window.zi = window.zi || {};

window.zi.uploads = (() => {
  "use strict";

  const AT_ONCE = 2;
  const STALLED = 90_000; // milliseconds without a sign of life; then the line counts as down
  const LONGEST_TITLE = 200;
  const VIDEOS = new Set([".mp4", ".m4v"]);
  const user = document.querySelector("meta[name='user-id']")?.content ?? "";
  const loginPath = document.querySelector("meta[name='login-path']")?.content ?? "/";
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  const megabyte = 1024 * 1024;
  const figure = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 1 });
  const sizeText = (bytes) => (bytes < megabyte ? `${figure.format(bytes && Math.max(bytes / 1024, 0.1))} KB` : `${figure.format(bytes / megabyte)} MB`);

  const batches = new Map(); // address -> { code, list, jobs }
  const jobs = () => [...batches.values()].flatMap((batch) => batch.jobs);
  const UNDER_WAY = new Set(["waiting", "sending", "checking"]);
  const isUnderWay = () => jobs().some((job) => UNDER_WAY.has(job.state));

  // What to do when the server did not say it itself.
  const SENTENCES = {
    0: "Sambungan terputus. Berkas masih ada di sini: tekan “Coba lagi” bila sambungan sudah pulih.",
    401: "Sesi Anda sudah berakhir. Masuk lagi di tab baru, lalu tekan “Coba lagi”.",
    403: "Server menolak kiriman ini. Muat ulang halaman, lalu pilih berkasnya sekali lagi.",
    404: "Lembar ini tidak lagi terbuka untuk Anda. Muat ulang halaman.",
    413: "Berkas terlalu besar untuk server. Perkecil berkasnya, atau bagi menjadi beberapa berkas.",
    507: "Ruang penyimpanan server penuh. Hubungi administrator, lalu tekan “Coba lagi”.",
  };
  const sentenceOf = (status) => SENTENCES[status] ?? `Server belum dapat menyimpan berkas ini (kode ${status}). Tunggu sebentar, lalu tekan “Coba lagi”.`;

  // --- one row -----------------------------------------------------------------------------------
  const WORDS = { ready: "Siap diunggah", waiting: "Menunggu giliran", checking: "Memeriksa berkas …", done: "Terunggah" };
  const paint = (job) => {
    const { row, state } = job;
    row.dataset.state = state;
    row.querySelector("[data-state-text]").textContent = state === "sending" ? `${job.percent} %` : WORDS[state] ?? "";
    const bar = row.querySelector("progress");
    bar.hidden = !UNDER_WAY.has(state);
    bar.value = job.percent;
    row.querySelector("[data-sentence]").textContent = job.sentence;
    row.querySelector("[data-refusal]").hidden = !job.sentence;
    row.querySelector("[data-sign-in]").hidden = job.status !== 401;
    row.querySelector("[data-retry]").hidden = state !== "broken";
    const dropping = row.querySelector("[data-cancel]");
    dropping.hidden = state === "done" || state === "checking";
    dropping.querySelector("[data-cancel-text]").textContent = UNDER_WAY.has(state) ? "Batalkan" : "Buang";
    for (const input of row.querySelectorAll("input")) input.disabled = UNDER_WAY.has(state) || state === "done";
    announce();
  };
  const become = (job, state, changes = {}) => {
    Object.assign(job, { sentence: "", status: 0 }, changes, { state });
    paint(job);
  };

  const titleOf = (name) => name.replace(/\.[^.]+$/, "").replace(/[_\s]+/g, " ").trim().slice(0, LONGEST_TITLE);
  const faultOf = (file, form) => {
    const endings = form.querySelector("input[type=file]").accept.split(",");
    const ending = (file.name.match(/\.[^.]+$/)?.[0] ?? "").toLowerCase();
    const most = Number(VIDEOS.has(ending) ? form.dataset.maxVideo : form.dataset.max);
    if (!endings.includes(ending)) return `Jenis berkas ini tidak dapat diunggah. Pilih ${form.dataset.kinds}.`;
    if (!file.size) return "Berkas kosong. Periksa berkas aslinya.";
    if (file.size > most * megabyte) return `Berkas berukuran ${sizeText(file.size)}; paling besar ${most} MB. Perkecil atau bagi berkasnya.`;
    return "";
  };

  let made = 0;
  const rowFor = (form, file) => {
    const row = form.querySelector("template[data-upload-row]").content.firstElementChild.cloneNode(true);
    made += 1;
    for (const label of row.querySelectorAll("label")) {
      const input = row.querySelector(`[name="${label.dataset.for}"]`);
      input.id = label.htmlFor = `unggahan-${made}-${label.dataset.for}`;
    }
    row.querySelector("[data-name]").textContent = file.name;
    row.querySelector("[data-size]").textContent = sizeText(file.size);
    row.querySelector("[name=title]").value = titleOf(file.name);
    for (const part of row.querySelectorAll("[data-about]")) part.textContent = ` ${file.name}`;
    row.querySelector("[data-sign-in]").href = loginPath;
    return row;
  };

  // --- batches: the files of one address ---------------------------------------------------------
  const batchOf = (form) => {
    const address = form.action;
    if (!batches.has(address)) {
      batches.set(address, { address, code: form.dataset.question, panel: form.dataset.panel, list: form.querySelector("[data-uploads]"), jobs: [] });
    }
    return batches.get(address);
  };
  const add = (form, files) => {
    const batch = batchOf(form);
    if (form.hasAttribute("data-single")) for (const job of [...batch.jobs]) if (!UNDER_WAY.has(job.state)) forget(job);
    for (const file of form.hasAttribute("data-single") ? [...files].slice(0, 1) : files) {
      const job = { batch, file, row: rowFor(form, file), state: "ready", percent: 0, sentence: "", status: 0, xhr: null };
      batch.jobs.push(job);
      batch.list.append(job.row);
      job.row.addEventListener("click", (event) => {
        if (event.target.closest("[data-cancel]")) drop(job);
        if (event.target.closest("[data-retry]")) { become(job, "waiting"); next(); }
      });
      const fault = faultOf(file, form);
      become(job, fault ? "refused" : "ready", { sentence: fault });
    }
    batch.jobs.at(-1)?.row.scrollIntoView({ block: "nearest" });
  };
  const forget = (job) => {
    job.batch.jobs.splice(job.batch.jobs.indexOf(job), 1);
    job.row.remove();
    announce();
  };
  const drop = (job) => {
    const { xhr } = job;
    const neighbour = job.row.nextElementSibling ?? job.row.previousElementSibling;
    const form = job.row.closest("form");
    forget(job);
    xhr?.abort();
    (neighbour?.querySelector("[data-cancel]:not([hidden])") ?? form?.querySelector("input[type=file]"))?.focus();
    next();
  };
  const start = (form) => {
    for (const job of batchOf(form).jobs) if (job.state === "ready" || job.state === "broken") become(job, "waiting");
    next();
  };

  // --- on the way --------------------------------------------------------------------------------
  const next = () => {
    const flying = jobs().filter((job) => job.state === "sending" || job.state === "checking").length;
    for (const job of jobs().filter((one) => one.state === "waiting").slice(0, Math.max(AT_ONCE - flying, 0))) send(job);
  };
  const bodyOf = (job) => {
    const body = new FormData();
    for (const input of job.row.querySelectorAll("input[name]")) body.append(input.name, input.value);
    body.append("upload", job.file, job.file.name);
    return body;
  };
  const send = (job) => {
    const xhr = job.xhr = new XMLHttpRequest();
    let watch = null;
    const alive = () => { clearTimeout(watch); watch = setTimeout(() => xhr.abort(), STALLED); };
    xhr.open("POST", job.batch.address);
    for (const [name, value] of Object.entries({ Accept: "application/json", "HX-Request": "true", "X-CSRFToken": token(), "X-User": user })) xhr.setRequestHeader(name, value);
    xhr.upload.addEventListener("progress", (event) => {
      alive();
      if (event.lengthComputable) job.percent = Math.min(Math.floor((event.loaded / event.total) * 100), 100);
      paint(job);
    });
    xhr.upload.addEventListener("load", () => { alive(); become(job, "checking", { percent: 100 }); });
    xhr.addEventListener("loadend", () => { clearTimeout(watch); if (job.batch.jobs.includes(job)) settle(job, xhr); });
    const body = bodyOf(job); // before the row's controls are switched off
    become(job, "sending", { percent: 0 });
    alive();
    xhr.send(body);
  };
  const replyOf = (xhr) => {
    try { return JSON.parse(xhr.responseText); } catch { return {}; }
  };
  const settle = (job, xhr) => {
    job.xhr = null;
    const reply = replyOf(xhr);
    if (xhr.status === 200 && reply.sentence) {
      job.batch.jobs.splice(job.batch.jobs.indexOf(job), 1);
      become(job, "done", { percent: 100 });
      document.dispatchEvent(new CustomEvent("zi:uploaded", { detail: { ...job.batch, sentence: reply.sentence } }));
      job.row.remove();
    } else {
      // A sign-in page of the office's network, say, answers 200 too: only our own reply counts.
      const status = xhr.status === 200 ? 0 : xhr.status;
      become(job, reply.retry === false ? "refused" : "broken", { percent: 0, status, sentence: reply.sentence || sentenceOf(status) });
    }
    announce();
    next();
  };

  // --- the page around it ------------------------------------------------------------------------
  const announce = () => {
    for (const form of document.querySelectorAll("form[data-upload]")) {
      const own = batches.get(form.action)?.jobs ?? [];
      const ready = own.filter((job) => job.state === "ready").length;
      const button = form.querySelector("[data-upload-start]");
      button.hidden = !ready;
      button.querySelector("[data-upload-count]").textContent = ready > 1 ? `Unggah ${ready} berkas` : "Unggah";
      form.classList.toggle("has-uploads", own.length > 0);
    }
    document.dispatchEvent(new Event("zi:uploads"));
  };
  // A place that was drawn anew gets its rows back.
  const adopt = (root) => {
    for (const form of root.querySelectorAll("form[data-upload]")) {
      const batch = batches.get(form.action);
      const list = form.querySelector("[data-uploads]");
      if (batch && list !== batch.list) list.replaceWith(batch.list);
      form.querySelector("input[type=file]").multiple = !form.hasAttribute("data-single");
    }
    announce();
  };

  document.addEventListener("change", (event) => {
    const form = event.target.matches("input[type=file]") && event.target.closest("form[data-upload]");
    if (!form) return;
    add(form, [...event.target.files]);
    event.target.value = ""; // so that the same file may be chosen again
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-upload]")) return;
    event.preventDefault();
    start(event.target);
  }, true);
  document.addEventListener("htmx:afterSwap", (event) => adopt(event.target));
  document.addEventListener("zi:signed-in", () => {
    for (const job of jobs()) if (job.status === 401) become(job, "waiting");
    next();
  });
  window.addEventListener("beforeunload", (event) => { if (isUnderWay()) event.preventDefault(); });
  document.addEventListener("DOMContentLoaded", () => adopt(document));

  return { add, jobs, isUnderWay };
})();
