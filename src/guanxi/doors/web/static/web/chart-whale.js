/* The whale curve with a brush: cumulative share of gross profit over customers, best first.
   {points: [[share, cumulative, …]], prior, marks: [{x, y, label}], range: [from, to], step, xName, yName}; all shares 0-1,
   bounds fall on multiples of step (0.001 unless told).
   Drag over the curve, or type the two bounds: the figure's data-range-url is fetched with from and to (0-1)
   into data-range-target, and "chart:range" is dispatched. */
(() => {
  const { number, say } = window.guanxi;
  const kinds = (window.guanxi.kinds ||= {});
  /* Two marks that would write over one another. */
  const near = (a, b) => b && Math.abs(a.x - b.x) < 0.14 && Math.abs(a.y - b.y) < 0.08;
  const hundred = (share) => Math.round(share * 1000) / 10;

  kinds.whale = {
    draw(data, look) {
      const values = (points) => points.map((p) => [hundred(p[0]), Math.round(p[1] * 10000) / 100]);
      const [from, to] = (data.range || []).map(hundred);
      const current = say("This year", "本年"), before = say("A year before", "上年");
      return {
        grid: { left: 8, right: 22, top: 44, bottom: 24, containLabel: true },
        legend: { top: 0, right: 0, itemWidth: 28, itemStyle: { opacity: 0 }, textStyle: { color: look.muted, fontFamily: look.font }, data: data.prior?.length ? [current, before] : [] },
        xAxis: { type: "value", min: 0, max: 100, name: data.xName || say("customers, best first (%)", "客户（按利润从高到低，%）"), nameLocation: "middle", nameGap: 26, ...look.axis, splitLine: { show: false } },
        yAxis: { type: "value", name: data.yName || say("% of gross profit", "占正利润合计 %"), ...look.axis, nameTextStyle: { ...look.axis.nameTextStyle, align: "left" }, axisLine: { show: false } },
        tooltip: { ...look.common.tooltip, trigger: "axis", axisPointer: { type: "line", lineStyle: { color: look.muted, type: "dashed" } },
          formatter: (p) => [say(`Best ${p[0].axisValue.toFixed(1)} % of customers`, `前 ${p[0].axisValue.toFixed(1)}% 客户`), ...p.filter((s) => s.seriesName).map((s) => `${s.seriesName}  ${number.percent(s.value[1] / 100)}`)].join("\n") },
        series: [
          { name: current, type: "line", data: values(data.points), symbol: "none", color: look.one, lineStyle: { width: 2.5 }, areaStyle: { color: look.soft, opacity: 0.55 },
            markLine: { silent: true, symbol: "none", lineStyle: { color: look.muted, type: "dotted" }, label: { show: false }, data: (data.marks || []).map((m) => ({ xAxis: hundred(m.x) })) },
            markPoint: { silent: true, symbol: "circle", symbolSize: 9, itemStyle: { color: look.one }, data: (data.marks || []).map((m, i, all) => ({ coord: [hundred(m.x), m.y * 100],
              label: { show: true, position: m.x > 0.6 ? (m.x > 0.95 ? "left" : "top") : "right", offset: near(m, all[i - 1]) ? [0, 30] : m.x > 0.6 && m.x <= 0.95 ? [0, 0] : [0, 13], distance: 8, color: look.text, fontSize: 12, formatter: m.label } })) },
            markArea: from === undefined ? undefined : { silent: true, itemStyle: { color: look.three, opacity: 0.2, decal: undefined }, data: [[{ xAxis: from }, { xAxis: to }]] } },
          { name: before, type: "line", data: values(data.prior || []), symbol: "none", color: look.muted, lineStyle: { width: 1.5, type: "dashed" } },
        ],
      };
    },
    rows: (data) => ({
      head: [say("Customers, best first", "客户(从优到劣)"), say("Share of gross profit", "占正利润合计")],
      body: data.points.filter((_, i) => i % Math.max(1, Math.floor(data.points.length / 100)) === 0).map((p) => [number.percent(p[0]), { text: number.percent(p[1]), value: p[1] }]),
    }),
    ready(chart, figure, data, paint) {
      if (data.still) return;
      const step = data.step || 0.001, snap = (share) => Math.round(share / step) * step;
      const bounds = inputs(figure, data.range || [0, 0.2], step);
      const set = (from, to, commit) => {
        data.range = [Math.max(0, snap(Math.min(from, to))), Math.min(1, snap(Math.max(from, to)))];
        bounds.show(data.range);
        paint();
        if (!commit || data.range[1] - data.range[0] < step / 2) return;
        figure.dispatchEvent(new CustomEvent("chart:range", { bubbles: true, detail: { from: data.range[0], to: data.range[1] } }));
        const { rangeUrl, rangeTarget } = figure.dataset;
        if (rangeUrl) htmx.ajax("GET", `${rangeUrl}${rangeUrl.includes("?") ? "&" : "?"}from=${data.range[0].toFixed(3)}&to=${data.range[1].toFixed(3)}`, { target: rangeTarget, swap: "innerHTML" });
      };
      bounds.listen((from, to) => set(from, to, true));
      const place = (event) => Math.max(0, Math.min(1, chart.convertFromPixel({ xAxisIndex: 0 }, event.offsetX) / 100));
      const zr = chart.getZr();
      let start = null;
      zr.on("mousedown", (event) => { if (chart.containPixel("grid", [event.offsetX, event.offsetY])) start = place(event); });
      zr.on("mousemove", (event) => { if (start !== null) set(start, place(event), false); });
      const end = (event) => { if (start !== null) { const from = start; start = null; set(from, place(event), true); } };
      zr.on("mouseup", end);
      zr.on("globalout", end);
    },
  };

  /* The same range by keyboard: two numbers in percent. */
  function inputs(figure, range, step) {
    const form = document.createElement("form");
    form.className = "chart-range no-print";
    const field = (label) => {
      const wrap = document.createElement("label"), input = document.createElement("input");
      Object.assign(input, { type: "number", min: 0, max: 100, step: step * 100, className: "form-control" });
      wrap.append(label, " ", input, " %");
      form.append(wrap);
      return input;
    };
    const from = field(say("Customers from", "选取客户：从")), to = field(say("to", "到"));
    const show = ([a, b]) => { from.value = hundred(a); to.value = hundred(b); };
    show(range);
    figure.querySelector(".chart-foot")?.before(form);
    const listen = (act) => {
      form.addEventListener("change", () => act(Number(from.value) / 100, Number(to.value) / 100));
      form.addEventListener("submit", (event) => event.preventDefault());
    };
    return { show, listen };
  }
})();
