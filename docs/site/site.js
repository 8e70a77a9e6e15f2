// Wide tables scroll in a frame of the theme's making; the keyboard must reach it.
window.addEventListener("load", () => {
  for (const frame of document.querySelectorAll(".md-typeset__scrollwrap")) frame.tabIndex = 0;
});
