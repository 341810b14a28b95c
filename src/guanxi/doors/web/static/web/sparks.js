/* Spark lines: a line of 24 months drawn as SVG, its last point marked; the words stand beside it on the page.
   <figure class="chart spark" data-chart="spark" data-values="[1,2,3]" aria-label="…"></figure>; data-form="bars" for counts. */
(() => {
  const NS = "http://www.w3.org/2000/svg";
  const element = (name, facts) => {
    const made = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(facts)) made.setAttribute(key, value);
    return made;
  };
  function draw(figure) {
    const values = JSON.parse(figure.dataset.values || "[]").map(Number);
    if (figure.dataset.drawn || values.length < 2) return;
    figure.dataset.drawn = "yes";
    figure.setAttribute("role", "img");
    if (figure.dataset.form === "bars") { bars(figure, values); return; }
    const low = Math.min(...values), span = Math.max(...values) - low || 1;
    const at = values.map((v, i) => [2 + (i * 116) / (values.length - 1), 21 - ((v - low) / span) * 18]);
    const path = at.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
    const svg = element("svg", { viewBox: "0 0 120 24", preserveAspectRatio: "none", "aria-hidden": "true" });
    svg.append(
      element("path", { d: `${path}L118 24L2 24Z`, class: "spark-area" }),
      element("path", { d: path, class: "spark-line", "vector-effect": "non-scaling-stroke" }),
    );
    figure.append(svg);
  }
  function bars(figure, values) {
    const high = Math.max(...values) || 1, wide = 120 / values.length;
    const svg = element("svg", { viewBox: "0 0 120 24", preserveAspectRatio: "none", "aria-hidden": "true" });
    values.forEach((v, i) => {
      const tall = Math.max(1, (v / high) * 22);
      svg.append(element("rect", { x: i * wide, y: 24 - tall, width: wide - 3, height: tall, class: "spark-bar" }));
    });
    figure.append(svg);
  }
  const all = (root) => root.querySelectorAll('[data-chart="spark"]').forEach(draw);
  document.addEventListener("DOMContentLoaded", () => all(document));
  document.addEventListener("htmx:load", (event) => all(event.detail.elt));
})();
