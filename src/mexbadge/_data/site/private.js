// The private part of a badge's page: opened with the key that the private link carries after "#".
// The key stays in the browser; nothing is asked but the encrypted file that lies beside the page.
"use strict";
(() => {
  const NONCE = 12;

  function bytes(base64) {
    const plain = atob(base64.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  }

  function decrypted(key, content, what) {
    const how = { name: "AES-GCM", iv: content.slice(0, NONCE), additionalData: new TextEncoder().encode(what) };
    return crypto.subtle.decrypt(how, key, content.slice(NONCE));
  }

  const part = document.querySelector("[data-sealed]");
  if (!part) return;
  const said = part.querySelector(".said");
  const holder = document.querySelector("#holder");
  const button = part.querySelector("button");
  const before = holder.textContent;
  let opened = null;

  function show(word, state) {
    said.textContent = part.dataset[word];
    part.className = `private ${state}`;
    part.hidden = false;
  }

  // The other language's page has the same key.
  function carry() {
    document.querySelectorAll("a[hreflang]").forEach((link) => { link.hash = location.hash; });
  }

  async function open() {
    const text = location.hash.slice(1);
    opened = null;
    holder.textContent = before;
    button.hidden = true;
    part.hidden = true;
    if (text.length < 20) return;
    if (!window.crypto || !crypto.subtle) { show("unable", "wrong"); return; }
    try {
      const key = await crypto.subtle.importKey("raw", bytes(text), "AES-GCM", false, ["decrypt"]);
      const told = await decrypted(key, bytes(part.dataset.sealed), part.dataset.page);
      opened = { key, ...JSON.parse(new TextDecoder().decode(told)) };
    } catch {
      show("wrong", "wrong");
      return;
    }
    if (opened.name) holder.textContent = opened.name;
    button.hidden = false;
    show("opened", "open");
    carry();
  }

  async function save() {
    try {
      const answer = await fetch(part.dataset.original, { credentials: "omit", redirect: "error" });
      if (!answer.ok) throw new Error(String(answer.status));
      const content = new Uint8Array(await answer.arrayBuffer());
      const file = await decrypted(opened.key, content, part.dataset.file);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([file], { type: opened.type }));
      link.download = opened.file;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    } catch {
      show("unread", "wrong");
    }
  }

  button.addEventListener("click", save);
  window.addEventListener("hashchange", open);
  open();
})();
