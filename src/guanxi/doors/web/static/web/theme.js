/* Before the first paint: when the theme is "auto", follow the system's. Loaded in the head, not deferred. */
(() => {
  const root = document.documentElement;
  if (root.dataset.theme !== "auto") return;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = () => { root.dataset.bsTheme = dark.matches ? "dark" : "light"; };
  follow();
  dark.addEventListener("change", () => { follow(); document.dispatchEvent(new Event("theme")); });
})();
