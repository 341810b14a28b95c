/* Work by keyboard: / search, g + letter go, j k move in a list, Enter open, n log a contact, ? help. */
(() => {
  let going = 0;
  const typing = (e) => e.target.closest?.("input, textarea, select, [contenteditable]") || e.ctrlKey || e.metaKey || e.altKey;
  const rows = () => [...document.querySelectorAll("[data-rows] > [data-row]")].filter((r) => r.offsetParent !== null);
  const here = () => document.querySelector("[data-row].here");

  function move(step) {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(here());
    const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step))];
    here()?.classList.remove("here");
    next.classList.add("here");
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    if (typing(event) || document.querySelector("dialog[open]")) return;
    const key = event.key;
    if (going && Date.now() - going < 1500) {
      going = 0;
      const place = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
      if (place) { event.preventDefault(); window.location.assign(place.dataset.url); }
      return;
    }
    if (key === "g") going = Date.now();
    else if (key === "/") { event.preventDefault(); document.getElementById("search")?.focus(); }
    else if (key === "?") document.getElementById("help")?.showModal();
    else if (key === "j" || key === "k") { event.preventDefault(); move(key === "j" ? 1 : -1); }
    else if (key === "Enter" && event.target.matches?.("[data-row]")) event.target.querySelector("a[data-row-link], a")?.click();
    else if (key === "n") {
      const act = here()?.querySelector('[data-key="n"]') || document.querySelector('[data-key="n"]');
      if (act) { event.preventDefault(); act.click(); } else document.getElementById("search")?.focus();
    }
  });
})();
