/* Declarative charts: <figure class="chart" data-chart="waterfall" data-source="#id-of-json_script"><figcaption>…</figcaption></figure>
   The kinds register themselves in guanxi.kinds (chart-kinds.js, chart-whale.js): draw(data, look) -> ECharts option,
   rows(data) -> {head, body} for the table and the CSV, ready?(chart, figure, data, redraw) for interaction.
   Every chart gets a description, a table behind it, and PNG and CSV downloads. */
(() => {
  const { say, colour } = window.guanxi;
  const kinds = (window.guanxi.kinds ||= {});
  const drawn = new Map();

  /* What all kinds share: colours of the theme, type, tooltip without HTML, no movement. */
  const look = () => {
    const ink = { text: colour("text"), muted: colour("muted"), line: colour("line-strong"), grid: colour("chart-grid"), surface: colour("raised"),
      one: colour("chart-1"), two: colour("chart-2"), three: colour("chart-3"), up: colour("chart-up"), down: colour("chart-down"), soft: colour("accent-soft") };
    const font = getComputedStyle(document.body).fontFamily;
    const axis = { axisLine: { lineStyle: { color: ink.line } }, axisTick: { show: false }, axisLabel: { color: ink.muted, fontSize: 12, fontFamily: font },
      nameTextStyle: { color: ink.muted, fontSize: 12, fontFamily: font }, splitLine: { lineStyle: { color: ink.grid } } };
    return { ...ink, font, axis, hatch: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4, color: "rgba(255,255,255,.55)" },
      common: { animation: false, textStyle: { fontFamily: font, color: ink.text }, aria: { enabled: false },
        tooltip: { renderMode: "richText", confine: true, backgroundColor: ink.surface, borderColor: ink.line, borderWidth: 1, padding: [8, 10], textStyle: { color: ink.text, fontSize: 13, fontFamily: font } } } };
  };

  const source = (figure) => {
    const holder = figure.dataset.source && document.querySelector(figure.dataset.source);
    return holder ? JSON.parse(holder.textContent) : null;
  };
  const title = (figure) => figure.querySelector("figcaption")?.textContent.trim() || figure.getAttribute("aria-label") || figure.dataset.title || "";

  function table({ head, body }) {
    const made = document.createElement("table");
    made.className = "grid";
    const row = (cells, tag) => {
      const tr = document.createElement("tr");
      cells.forEach((cell, index) => {
        const td = document.createElement(tag);
        td.textContent = cell;
        if (index) td.className = "right num";
        if (tag === "th") td.scope = "col";
        tr.append(td);
      });
      return tr;
    };
    made.createTHead().append(row(head, "th"));
    made.createTBody().append(...body.map((cells) => row(cells.map((c) => (c?.text ?? c ?? "–")), "td")));
    return made;
  }

  /* A cell that a spreadsheet would run as a formula is kept as text. */
  const cell = (value) => {
    const raw = value?.value ?? value ?? "";
    const text = typeof raw === "string" && /^[=+\-@\t\r]/.test(raw) ? "'" + raw : String(raw);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  function save(name, href) {
    const link = document.createElement("a");
    link.href = href;
    link.download = name;
    link.click();
  }
  const file = (figure, end) => `${(title(figure) || "guanxi").replace(/[\\/:*?"<>|]+/g, " ").slice(0, 60).trim()}.${end}`;

  function tools(figure, chart, rows) {
    const bar = document.createElement("div");
    bar.className = "chart-tools no-print";
    const button = (text, label, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = text;
      made.setAttribute("aria-label", `${label}: ${title(figure)}`);
      made.addEventListener("click", act);
      bar.append(made);
    };
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = say("Table", "数据表");
    const holder = document.createElement("div");
    holder.className = "table-scroll";
    details.addEventListener("toggle", () => { if (details.open && !holder.firstChild) { holder.append(table(rows)); holder.dispatchEvent(new Event("wide", { bubbles: true })); } });
    details.append(summary, holder);
    button("PNG", say("Save picture", "保存图片"), () => save(file(figure, "png"), chart.getDataURL({ pixelRatio: 2, backgroundColor: colour("surface") })));
    button("CSV", say("Save figures", "保存数据"), () => {
      const text = [rows.head, ...rows.body].map((line) => line.map(cell).join(",")).join("\r\n");
      const href = URL.createObjectURL(new Blob(["\ufeff" + text], { type: "text/csv" }));
      save(file(figure, "csv"), href);
      setTimeout(() => URL.revokeObjectURL(href), 1000);
    });
    const foot = document.createElement("div");
    foot.className = "chart-foot";
    foot.append(details, bar);
    figure.append(foot);
  }

  function draw(figure) {
    const kind = kinds[figure.dataset.chart], data = source(figure);
    if (!kind || !data || drawn.has(figure)) return;
    const canvas = document.createElement("div");
    canvas.className = "chart-canvas";
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", [title(figure), data.summary].filter(Boolean).join(" — "));
    figure.append(canvas);
    const chart = echarts.init(canvas, null, { renderer: "canvas" });
    const paint = () => chart.setOption({ ...look().common, ...kind.draw(data, look(), figure) }, true);
    paint();
    const watch = new ResizeObserver(() => { chart.resize(); if (kind.adapts) paint(); });
    watch.observe(canvas);
    drawn.set(figure, { chart, watch, paint });
    tools(figure, chart, kind.rows(data));
    kind.ready?.(chart, figure, data, paint);
  }

  const all = (root) => root.querySelectorAll("figure[data-chart][data-source]").forEach(draw);
  document.addEventListener("DOMContentLoaded", () => all(document));
  document.addEventListener("htmx:load", (event) => all(event.detail.elt));
  document.addEventListener("theme", () => drawn.forEach(({ paint }) => paint()));
  document.addEventListener("htmx:beforeCleanupElement", (event) => {
    const held = drawn.get(event.target);
    if (held) { held.watch.disconnect(); held.chart.dispose(); drawn.delete(event.target); }
  });
})();
