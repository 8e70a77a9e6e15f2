// The field that leaves only the entries that hold the words in it.
(() => {
  "use strict";
  const field = document.getElementById("search");
  if (!field) return;
  const found = document.getElementById("found");
  const entries = [...document.querySelectorAll("main .entry")];
  const sections = [...document.querySelectorAll("main > section:not(.cover), main .group")];
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const texts = new Map(entries.map((entry) => [entry, plain(own(entry))]));
  field.closest("[hidden]").hidden = false;

  // An entry inside another one is searched by itself.
  function own(entry) {
    const copy = entry.cloneNode(true);
    for (const inner of copy.querySelectorAll(".entry")) inner.remove();
    return copy.textContent;
  }

  function say(left) {
    for (const each of found.querySelectorAll("[data-pattern]")) {
      each.textContent = left === null ? "" : each.dataset.pattern.replace("{left}", left).replace("{all}", entries.length);
    }
  }

  function filter() {
    const words = plain(field.value).split(/\s+/u).filter(Boolean);
    const fits = (entry) => words.every((word) => texts.get(entry).includes(word));
    const left = entries.filter(fits);
    const kept = new Set(left);
    for (const entry of left) {
      for (let above = entry.parentElement; above; above = above.parentElement) {
        if (above.classList.contains("entry")) kept.add(above);
      }
    }
    for (const entry of entries) entry.hidden = !kept.has(entry);
    for (const section of sections) {
      section.hidden = words.length > 0 && !section.querySelector(".entry:not([hidden])");
    }
    document.documentElement.classList.toggle("searching", words.length > 0);
    say(words.length ? left.length : null);
  }

  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 60);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    field.value = "";
    filter();
  });
  addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (target && target.closest("[hidden]")) {
      field.value = "";
      filter();
    }
  });
  addEventListener("beforeprint", () => {
    field.value = "";
    filter();
  });
})();
