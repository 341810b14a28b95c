/* The frame: search suggestions, the side panel of explanations, dialogs, notices. */
(() => {
  const $ = (selector) => document.querySelector(selector);

  // Search: arrows walk through the suggestions, Escape closes them.
  const search = $("#search"), list = $("#suggestions");
  if (search && list) {
    const options = () => [...list.querySelectorAll("a")];
    const show = (open) => {
      list.classList.toggle("open", open);
      search.setAttribute("aria-expanded", String(open));
      if (!open) search.removeAttribute("aria-activedescendant");
    };
    const mark = (step) => {
      const all = options(), at = all.findIndex((a) => a.getAttribute("aria-selected") === "true");
      const next = all[(at + step + all.length) % all.length] || all[0];
      all.forEach((a) => a.setAttribute("aria-selected", String(a === next)));
      if (next) { next.id ||= "suggestion-" + all.indexOf(next); search.setAttribute("aria-activedescendant", next.id); next.scrollIntoView({ block: "nearest" }); }
    };
    list.addEventListener("htmx:afterSwap", () => {
      options().forEach((a) => { a.setAttribute("role", "option"); a.tabIndex = -1; });
      show(list.childElementCount > 0 && document.activeElement === search);
    });
    search.addEventListener("focus", () => { if (search.value.trim() && list.childElementCount) show(true); });
    search.addEventListener("blur", () => setTimeout(() => show(false), 150));
    search.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); mark(event.key === "ArrowDown" ? 1 : -1); }
      else if (event.key === "Escape") { show(false); search.blur(); }
      else if (event.key === "Enter") {
        const chosen = list.querySelector('a[aria-selected="true"]');
        if (chosen) { event.preventDefault(); window.location.assign(chosen.href); }
      }
    });
  }

  // On a narrow screen the tabs scroll: the one shown is brought into view.
  const tab = $(".tabs [aria-current]");
  if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - 40;

  // Explanations open beside the page; without this script they are pages of their own.
  const panel = $("#panel");
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-panel]");
    if (link && panel && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      $("#panel-title").textContent = link.dataset.panel || link.textContent;
      $("#panel-body").replaceChildren();
      panel.showModal();
      try { await htmx.ajax("GET", link.href, { target: "#panel-body", swap: "innerHTML" }); }
      catch { $("#panel-body").textContent = panel.dataset.failed; }
    }
    const opener = event.target.closest("[data-open]");
    const dialog = opener && document.getElementById(opener.dataset.open);
    if (dialog) { event.preventDefault(); dialog.showModal(); }
    if (event.target === panel || event.target.matches?.("dialog.sheet")) event.target.close();
  });

  // Notices that tell of a success go by themselves; refusals stay until the next act.
  const fade = (root) => root.querySelectorAll?.("#notices .notice:not(.refused):not(.error)").forEach((n) => setTimeout(() => n.remove(), 8000));
  document.addEventListener("DOMContentLoaded", () => fade(document));
  document.addEventListener("htmx:load", () => fade(document));
  document.addEventListener("htmx:beforeRequest", () => document.querySelectorAll("#notices .refused").forEach((n) => n.remove()));
  const topbar = $(".topbar");
  if (topbar) document.addEventListener("scroll", () => topbar.classList.toggle("scrolled", window.scrollY > 4), { passive: true });
})();

document.addEventListener("change", (event) => {
  const told = event.target.matches?.("input[type=file]") && event.target.parentElement.querySelector("[data-files]");
  if (!told) return;
  const files = [...event.target.files];
  told.textContent = files.length > 2 ? told.dataset.files.replace("{n}", files.length) : files.map((f) => f.name).join(", ");
});
