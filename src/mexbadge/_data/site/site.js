// What the day of reading adds to a page: whether an end has come, and how a badge stands in the college's own lists.
// A page is whole without it. It asks nothing but the site that it came from.
"use strict";
(() => {
  const MOST = 16 * 1024 * 1024;

  async function fetched(path) {
    const answer = await fetch(path, { cache: "no-cache", credentials: "omit", redirect: "error" });
    if (!answer.ok) throw new Error(String(answer.status));
    const text = (await answer.text()).trim();
    if (text.length > MOST) throw new Error("size");
    if (text.startsWith("{")) return JSON.parse(text);
    return JSON.parse(new TextDecoder().decode(bytes(text.split(".")[1])));
  }

  function bytes(base64url) {
    const plain = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  }

  async function inflated(packed) {
    const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
    const parts = [];
    let size = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > MOST) throw new Error("size");
      parts.push(value);
    }
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  }

  // What one place says: "clear", the purpose for which something is set, or "old"; anything that is not understood throws.
  async function said(place, now) {
    const [kind, path, what, purpose] = place.split(" ");
    const list = await fetched(path);
    if (kind === "bits") {
      const subject = list.credentialSubject;
      if (subject.type !== "BitstringStatusList" || subject.statusPurpose !== purpose) throw new Error("list");
      if (typeof subject.encodedList !== "string" || subject.encodedList[0] !== "u") throw new Error("list");
      const bits = await inflated(bytes(subject.encodedList.slice(1)));
      const at = Number(what);
      if (!Number.isSafeInteger(at) || at >= bits.length * 8) throw new Error("place");
      if ((bits[at >> 3] >> (7 - (at & 7))) & 1) return purpose;
      if (list.validUntil === undefined) return "clear";
      const end = Date.parse(list.validUntil);
      if (Number.isNaN(end)) throw new Error("end");
      return end < now ? "old" : "clear";
    }
    if (kind === "ids") {
      if (!Array.isArray(list.revokedAssertions)) throw new Error("list");
      return list.revokedAssertions.some((one) => (one.id || one) === what) ? "revocation" : "clear";
    }
    if (kind !== "hosted" || list.id !== what) throw new Error("document");
    return list.revoked === true ? "revocation" : "clear";
  }

  async function readAgain(line) {
    const now = Date.now();
    const ended = line.dataset.until !== undefined && !(Date.parse(line.dataset.until) > now);
    const places = (line.dataset.places || "").split(" | ").filter(Boolean);
    const answers = await Promise.all(places.map((place) => said(place, now).catch(() => "unread")));
    const box = line.closest(".state");
    const say = (word, state) => {
      line.textContent = line.dataset[word];
      if (state) box.className = `state ${state}`;
      const sign = box.querySelector(".sign");
      if (state && sign) sign.textContent = state === "revoked" ? "\u2715" : "!";
    };
    if (answers.includes("revocation")) say("revoked", "revoked");
    else if (answers.includes("suspension")) say("suspended", "suspended");
    else if (ended) say("ended", "ended");
    else if (answers.includes("unread") || answers.length === 0) say("unread");
    else if (answers.includes("old")) say("old", "suspended");
    else if (line.dataset.state === "issued") say("clear");
  }

  function share(link) {
    link.addEventListener("click", async (event) => {
      const { url, title, done } = link.dataset;
      if (navigator.share) {
        event.preventDefault();
        try { await navigator.share({ url, title }); } catch { /* whoever reads it changed their mind */ }
      } else if (navigator.clipboard) {
        event.preventDefault();
        try {
          await navigator.clipboard.writeText(url);
          document.querySelector(".shared").textContent = done;
        } catch { location.href = link.href; }
      }
    });
  }

  // What had its day is left out; where nothing is left, the sentence for that is shown.
  function past(list) {
    const now = new Date();
    const pad = (number) => String(number).padStart(2, "0");
    const today = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
    const items = [...list.querySelectorAll("[data-day]")];
    for (const item of items) item.hidden = item.dataset.day < today;
    const none = list.querySelector("[data-none]");
    if (none && items.length && items.every((item) => item.hidden)) none.hidden = false;
  }

  document.querySelectorAll(".now[data-places]").forEach((line) => { readAgain(line).catch(() => { line.textContent = line.dataset.unread; }); });
  document.querySelectorAll("a.share").forEach(share);
  document.querySelectorAll("[data-days]").forEach(past);
})();
