// What every page does by itself: light or dark, the language, tables that scroll, and all open on paper.
(() => {
  "use strict";
  const root = document.documentElement;
  const remembered = (name, value) => {
    try {
      if (value === undefined) return localStorage.getItem(name);
      localStorage.setItem(name, value);
    } catch { /* a page that is opened as a file may remember nothing */ }
    return null;
  };

  const scheme = document.getElementById("scheme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : dark.matches);
  const known = remembered("dcl-scheme");
  if (known === "dark" || known === "light") root.dataset.scheme = known;
  if (scheme) {
    scheme.hidden = false;
    scheme.addEventListener("click", () => {
      root.dataset.scheme = isDark() ? "light" : "dark";
      remembered("dcl-scheme", root.dataset.scheme);
    });
  }

  const language = document.getElementById("language");
  if (language) {
    const rightToLeft = ["ar", "fa", "he", "ur"];
    const speak = () => {
      root.lang = language.value;
      root.dir = rightToLeft.includes(language.value.split("-")[0]) ? "rtl" : "ltr";
    };
    language.addEventListener("change", speak);
    speak();
  }

  const reach = () => {
    for (const wide of document.querySelectorAll(".scroll")) {
      if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
      else wide.removeAttribute("tabindex");
    }
  };
  addEventListener("resize", reach);
  reach();

  const contents = document.querySelector(".contents > details");
  if (contents && matchMedia("(max-width: 63.99rem)").matches) contents.open = false;

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
  });
})();
