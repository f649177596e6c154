// Carries entries of the outbox to the server, one thing at a time, and knows what each answer means for the entry.
window.zi = window.zi || {};

window.zi.courier = (() => {
  "use strict";

  const { outbox, fields } = window.zi;
  const PATIENCE = 30_000; // milliseconds for one answer; then the line counts as down
  const FIRST_WAIT = 4_000;
  const LONGEST_WAIT = 60_000;
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  const isTemporary = (status) => status >= 500 || status === 408 || status === 425 || status === 429;

  // { kind, html, text, target }; kind: saved, refused (409 or 422, `html` says why), closed (no longer allowed), or
  // one of the three that wait: offline, server, signed-out.
  const post = async (code, op) => {
    let response, text;
    try {
      response = await fetch(op.url, {
        method: "POST",
        body: new URLSearchParams(op.fields),
        headers: { "HX-Request": "true", "X-CSRFToken": token(), "X-User": outbox.user },
        keepalive: document.visibilityState === "hidden",
        signal: AbortSignal.timeout?.(PATIENCE),
      });
      text = await response.text();
    } catch { return { kind: "offline" }; }
    // A sign-in page of the office's network, say, answers 200 too: only our own reply counts.
    const isOurs = text.includes(`name="${code}.r"`);
    const target = response.headers.get("HX-Retarget");
    if (response.ok) return isOurs ? { kind: "saved", html: text } : { kind: "server" };
    if (response.status === 401) return { kind: "signed-out", text };
    if (isTemporary(response.status)) return { kind: "server" };
    if (isOurs) return { kind: "refused", html: text, target, mayNextPass: response.status === 422 };
    const isPlain = (response.headers.get("Content-Type") ?? "").startsWith("text/plain");
    return { kind: "closed", text: isPlain && response.status !== 404 ? text : "" };
  };

  // The next thing stands on what was just saved: versions and all it did not touch come from the reply.
  const rebased = (code, op, html) => {
    const fresh = fields.read(new DOMParser().parseFromString(html, "text/html"), code);
    const touched = Object.fromEntries(op.touched.filter((name) => name in op.fields).map((name) => [name, op.fields[name]]));
    return { ...op, fields: { ...op.fields, ...fresh, ...touched } };
  };
  const basedAs = (code, op, before) => {
    const versions = [`${code}.r`, `${code}.u`].filter((name) => name in before.fields);
    return { ...op, fields: { ...op.fields, ...Object.fromEntries(versions.map((name) => [name, before.fields[name]])) } };
  };
  // A note typed before an agreement, and refused, goes on after it: agreeing drops the value, never the words.
  const noteOf = (code, op) => (op.act !== "agree" && op.touched.includes(`${code}.n`) ? [{ ...op, touched: [`${code}.n`], sent: false }] : []);
  const left = { // kind of answer -> what stays of the entry's ops
    saved: (code, [, next, ...rest], reply) => (next ? [rebased(code, next, reply.html), ...rest] : []),
    // Not written. Something newer takes its place, on the same versions; an agreement carries no text that could be lost.
    refused: (code, [first, next, ...rest]) => {
      if (!next) return first.act === "agree" ? [] : [{ ...first, sent: false }];
      const newer = basedAs(code, next, first);
      return next.act === "agree" ? [newer, ...noteOf(code, first), ...rest] : [newer, ...rest];
    },
    "signed-out": (code, [first, ...rest]) => [{ ...first, sent: false }, ...rest],
  };
  left.closed = left.refused;

  // Sends the first op of an entry. What may have arrived (no answer, or a server in trouble) goes out unchanged the next
  // time, before anything newer: sent twice it is no conflict. `again`: something newer may go at once.
  const deliver = async (entry) => {
    entry.ops[0].sent = true;
    outbox.put(entry);
    const reply = await post(entry.code, entry.ops[0]);
    const now = outbox.find(entry); // more may have been typed meanwhile
    if (!now) return { kind: "gone" }; // thrown away, or signed out
    const isTheLast = now.ops.length === 1;
    now.ops = left[reply.kind]?.(now.code, now.ops, reply) ?? now.ops;
    if (now.ops.length) outbox.put(now);
    else outbox.drop(now);
    return { ...reply, again: !isTheLast && (reply.kind === "saved" || reply.mayNextPass) };
  };

  // Calls `work` again after growing pauses, and at once when the line or the person seems to be back.
  const pace = (work) => {
    let wait = 0, timer = null;
    const stop = () => { clearTimeout(timer); timer = null; };
    const soon = () => { wait = 0; stop(); work(); };
    const later = () => {
      if (timer) return;
      wait = Math.min(Math.max(wait * 2, FIRST_WAIT), LONGEST_WAIT);
      timer = setTimeout(() => { timer = null; work(); }, wait * (0.9 + Math.random() / 5));
    };
    window.addEventListener("online", soon);
    window.addEventListener("focus", soon);
    document.addEventListener("visibilitychange", soon);
    document.addEventListener("zi:signed-in", soon);
    return { later, soon, rest: () => { wait = 0; stop(); } };
  };

  const WAITS = new Set(["offline", "server", "signed-out"]);
  return { deliver, noteOf, pace, waits: (reply) => WAITS.has(reply.kind) };
})();
