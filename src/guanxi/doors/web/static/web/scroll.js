/* What is wider than its place says so: a fade and an arrow at the side where more lies, and, for tables, a region with a
   name that the keyboard reaches and the arrow keys move. Without this script the place still scrolls. */
(() => {
  const WIDE = ".table-scroll, .rows-scroll, .tabs, .filter-bar";
  const watched = new WeakSet();
  const chinese = document.documentElement.lang.startsWith("zh");

  /* A region is called as its table is: by the caption, or by the heading of its card, which is a region of its own. */
  function named(place) {
    const caption = place.querySelector("caption"), card = place.closest("[aria-labelledby], [aria-label], figure");
    if (caption) return caption.textContent.trim();
    const table = chinese ? "：表格" : ": table";
    const title = card?.getAttribute("aria-labelledby");
    const own = (title && document.getElementById(title)?.textContent) || card?.getAttribute("aria-label") || card?.dataset.title;
    return (own || document.querySelector("h1")?.textContent || document.title).trim() + table;
  }

  /* Several tables of one card are numbered. */
  function unlike(name) {
    const taken = new Set([...document.querySelectorAll("[role=region]")].map((one) => one.getAttribute("aria-label")));
    let number = 1, label = name;
    while (taken.has(label)) label = `${name} ${(number += 1)}`;
    return label;
  }

  /* On a phone words say it too; the style sheet shows them there alone. */
  function hint(place, wide) {
    const there = place.previousElementSibling?.matches(".scroll-hint") ? place.previousElementSibling : null;
    if (!wide) { there?.remove(); return; }
    if (there) return;
    const made = document.createElement("p");
    made.className = "scroll-hint";
    made.setAttribute("aria-hidden", "true");
    made.textContent = chinese ? "左右滑动查看其余各列 →" : "Slide sideways for more columns →";
    place.before(made);
  }

  function tell(place) {
    const across = place.scrollWidth - place.clientWidth, down = place.scrollHeight - place.clientHeight;
    place.classList.toggle("more-left", across > 1 && place.scrollLeft > 1);
    place.classList.toggle("more-right", across > 1 && place.scrollLeft < across - 1);
    const isTable = place.matches(".table-scroll, .rows-scroll");
    if (!isTable) return;
    place.classList.toggle("is-wide", across > 1);
    hint(place, across > 1);
    const scrolls = across > 1 || (down > 1 && getComputedStyle(place).overflowY !== "visible" && getComputedStyle(place).overflowY !== "hidden");
    if (scrolls && !place.hasAttribute("tabindex")) {
      place.tabIndex = 0;
      place.setAttribute("role", "region");
      place.setAttribute("aria-label", unlike(named(place)));
    } else if (!scrolls && place.getAttribute("role") === "region") {
      ["tabindex", "role", "aria-label"].forEach((name) => place.removeAttribute(name));
    }
  }

  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => tell(target.closest(WIDE) || target)));
  function watch(place) {
    if (watched.has(place)) return;
    watched.add(place);
    place.addEventListener("scroll", () => tell(place), { passive: true });
    sizes.observe(place);
    if (place.firstElementChild) sizes.observe(place.firstElementChild);
    tell(place);
  }
  const all = (root) => { if (root.matches?.(WIDE)) watch(root); root.querySelectorAll(WIDE).forEach(watch); };
  document.addEventListener("DOMContentLoaded", () => all(document));
  document.addEventListener("htmx:load", (event) => all(event.detail.elt));
  document.addEventListener("wide", (event) => all(event.target));
})();
