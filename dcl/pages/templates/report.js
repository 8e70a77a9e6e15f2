// The report: filters, links to rules, and the rows of a rule in pages, in any order.
(() => {
  "use strict";
  const PAGE = 50;
  const rules = [...document.querySelectorAll("main details.rule")];
  const folds = [...document.querySelectorAll("main details.holding")];
  const numbers = new Intl.NumberFormat("en");

  // ── Rows ──

  function toCell(value) {
    const cell = document.createElement("td");
    if (Array.isArray(value)) {
      const word = document.createElement("span");
      word.className = "hidden";
      word.textContent = "wrong: ";
      cell.className = "bad";
      cell.append(word, value[0]);
    } else cell.textContent = value;
    return cell;
  }

  function toRow(values) {
    const row = document.createElement("tr");
    row.append(...values.map(toCell));
    return row;
  }

  const textOf = (cell) => (cell.classList.contains("bad") ? cell.lastChild.data ?? "" : cell.textContent);

  // What to sort by: numbers as numbers, everything else as text behind them.
  function toKey(text) {
    const number = Number(text.replaceAll(",", ""));
    return text.trim() !== "" && !Number.isNaN(number) ? number : text;
  }
  function compare(one, other) {
    if (typeof one !== typeof other) return typeof one === "number" ? -1 : 1;
    return one < other ? -1 : one > other ? 1 : 0;
  }

  class Rows {
    constructor(root) {
      this.body = root.querySelector("tbody");
      this.first = [...this.body.rows];
      const rest = root.querySelector('script[type="application/json"]');
      this.rest = rest ? JSON.parse(rest.textContent) : [];
      this.order = Uint32Array.from({ length: this.first.length + this.rest.length }, (_, place) => place);
      this.page = 0;
      this.heads = [...root.querySelectorAll("thead th")];
      this.pager = root.querySelector(".pager");
      this.range = root.querySelector("[data-range]");
      this.heads.forEach((head, place) => this.makeSortable(head, place));
      if (this.pager) {
        this.pager.hidden = false;
        root.querySelector(".when-scripted").hidden = false;
        root.querySelector(".when-plain").hidden = true;
        this.pager.addEventListener("click", (event) => this.go(event.target.dataset?.go));
        this.show();
      }
    }
    get last() { return Math.max(Math.ceil(this.order.length / PAGE) - 1, 0); }
    row(place) {
      return place < this.first.length ? this.first[place] : toRow(this.rest[place - this.first.length]);
    }
    text(place, column) {
      if (place < this.first.length) return textOf(this.first[place].cells[column]);
      const value = this.rest[place - this.first.length][column];
      return Array.isArray(value) ? value[0] : value;
    }
    go(where) {
      const to = { first: 0, back: this.page - 1, on: this.page + 1, last: this.last }[where];
      if (to === undefined) return;
      this.page = Math.min(Math.max(to, 0), this.last);
      this.show();
    }
    show() {
      const start = this.page * PAGE;
      const places = this.order.subarray(start, start + PAGE);
      this.body.replaceChildren(...Array.from(places, (place) => this.row(place)));
      if (!this.pager) return;
      this.range.textContent =
        `${numbers.format(start + 1)}–${numbers.format(start + places.length)} of`;
      for (const button of this.pager.querySelectorAll("button")) {
        const ahead = button.dataset.go === "on" || button.dataset.go === "last";
        button.disabled = ahead ? this.page === this.last : this.page === 0;
      }
    }
    makeSortable(head, column) {
      if (this.order.length < 2) return;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const each of this.heads) each.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        this.sort(column, down ? -1 : 1);
      });
    }
    sort(column, direction) {
      const keys = Array.from(this.order, (_, place) => toKey(this.text(place, column)));
      this.order = Uint32Array.from(keys.keys()).sort((a, b) => direction * compare(keys[a], keys[b]) || a - b);
      this.page = 0;
      this.show();
    }
  }

  const made = new WeakSet();
  function makeRows(rule) {
    if (made.has(rule)) return;
    made.add(rule);
    for (const root of rule.querySelectorAll("[data-rows]")) new Rows(root);
  }
  for (const rule of rules) {
    if (rule.open) makeRows(rule);
    rule.addEventListener("toggle", () => rule.open && makeRows(rule));
  }

  // ── Links ──

  function reveal() {
    let target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return; }
    if (!target?.matches("details")) return;
    if (target.hidden) { reset(); filter(); }
    for (let above = target; above; above = above.parentElement) if (above.matches("details")) above.open = true;
    target.scrollIntoView();
  }
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a.link");
    if (!link) return;
    try {
      await navigator.clipboard.writeText(link.href);
      link.textContent = "Link copied";
      setTimeout(() => { link.textContent = "Link to this rule"; }, 2000);
    } catch { /* a page that may not copy still has the link in its address */ }
  });
  addEventListener("hashchange", reveal);

  // ── Filters ──

  const form = document.querySelector(".filters");
  const [words, state, tag] = ["words", "state", "tag"].map((id) => document.getElementById(id));
  const found = document.getElementById("found");
  const unfold = document.getElementById("unfold");
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const texts = new Map(rules.map((rule) => {
    const parts = [...rule.querySelectorAll(":scope > summary .what, :scope > .body > .small-print, :scope > .body > .facts")];
    return [rule, plain(parts.map((part) => part.textContent).join(" "))];
  }));

  function reset() {
    words.value = state.value = "";
    if (tag) tag.value = "";
  }
  function filter() {
    const wanted = plain(words.value).split(/\s+/u).filter(Boolean);
    const active = wanted.length > 0 || state.value !== "" || Boolean(tag?.value);
    let left = 0;
    for (const rule of rules) {
      const fits = (!state.value || rule.dataset.state === state.value)
        && (!tag?.value || rule.dataset.tags.split("\n").includes(tag.value))
        && wanted.every((word) => texts.get(rule).includes(word));
      rule.hidden = !fits;
      left += fits;
    }
    for (const fold of folds) {
      const some = fold.querySelector("details.rule:not([hidden])") !== null;
      fold.hidden = !some;
      if (active && some && !fold.open) { fold.open = true; fold.dataset.opened = ""; }
      if (!active && "opened" in fold.dataset) { fold.open = false; delete fold.dataset.opened; }
    }
    found.textContent = active ? `${numbers.format(left)} of ${numbers.format(rules.length)} rules` : "";
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  let waiting = 0;
  words.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 60); });
  words.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { words.value = ""; filter(); }
  });
  state.addEventListener("change", filter);
  tag?.addEventListener("change", filter);
  addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    words.focus();
    words.select();
  });
  unfold.addEventListener("click", () => {
    const open = unfold.textContent === "Open all";
    for (const each of [...rules, ...(open ? [] : folds)]) if (!each.hidden) each.open = open && !each.closest(".holding:not([open])");
    unfold.textContent = open ? "Close all" : "Open all";
  });
  reveal();
})();
