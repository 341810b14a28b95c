/* The desk: greet by the hour of the reader; after an act the next line takes the place of the one that left. */
(() => {
  const hour = new Date().getHours();
  const greeting = document.querySelector("[data-greeting]");
  if (greeting) greeting.textContent = hour < 12 ? greeting.dataset.morning : hour < 18 ? greeting.dataset.afternoon : greeting.dataset.evening;

  let place = -1;
  const rows = () => [...document.querySelectorAll("#work [data-row]")];
  document.addEventListener("htmx:beforeRequest", (event) => {
    place = rows().indexOf(event.target.closest?.("#work [data-row]"));
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (place < 0 || event.detail.elt?.id !== "work") return;
    const next = rows()[Math.min(place, rows().length - 1)];
    place = -1;
    if (!next) return;
    next.tabIndex = -1;
    next.classList.add("here");
    next.focus({ preventScroll: true });
  });
})();
