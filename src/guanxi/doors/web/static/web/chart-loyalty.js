/* Kinds of charts of the loyalty pages. Dashes, hatching, signs and labels tell what colour tells.
   stacked: {months, format, series: [{name, values}]} bars on one another;
   ranges: {items: [{label, rate, low, high, count}], line, lineName} a point with its interval;
   prices: {months, price: [], priceName, holders: [], others: [], names: [holders, others], moved: [period]};
   flow: {nodes: [{name}], links: [{source, target, value}], unit}; survival: {step, series: [{name, values}]};
   heat: {xs, ys, cells: [[x, y, share, text]], xName, yName}. Rates 0–1. */
(() => {
  const { number, axis, month, shortMonth, say } = window.guanxi;
  const kinds = (window.guanxi.kinds ||= {});
  const DASHES = ["solid", "dashed", "dotted", [8, 3, 2, 3], [2, 6], [12, 4]];
  const MARKS = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect"];
  const inks = (look) => [look.one, look.three, look.muted, look.two, look.text, look.line];
  const legend = (look) => ({ top: 0, left: 0, type: "scroll", icon: "roundRect", itemHeight: 4, textStyle: { color: look.text, fontFamily: look.font } });
  const fine = (share) => number.percent(share, share !== 0 && Math.abs(share) < 0.01 ? 2 : 1);

  kinds.stacked = {
    draw(data, look) {
      const fills = [{ color: look.one }, { color: look.three, decal: look.hatch }, { color: look.muted, decal: { ...look.hatch, rotation: Math.PI / 4, dashArrayY: [1, 3] } }];
      return {
        grid: { left: 8, right: 12, top: 34, bottom: 4, containLabel: true }, legend: { ...legend(look), itemHeight: 10 },
        xAxis: { type: "category", data: data.months, ...look.axis, axisLabel: { ...look.axis.axisLabel, formatter: shortMonth }, splitLine: { show: false } },
        yAxis: { type: "value", minInterval: 1, ...look.axis, axisLine: { show: false }, axisLabel: { ...look.axis.axisLabel, formatter: axis.count } },
        tooltip: { ...look.common.tooltip, trigger: "axis", axisPointer: { type: "shadow" }, formatter: (p) => [month(p[0].axisValue), ...p.map((s) => `${s.seriesName}  ${number.count(s.value)}`)].join("\n") },
        series: data.series.map((s, i) => ({ name: s.name, type: "bar", stack: "all", data: s.values, barMaxWidth: 22, itemStyle: fills[i % 3] })),
      };
    },
    rows: (data) => ({ head: [say("Month", "月份"), ...data.series.map((s) => s.name), ...(data.beside || []).map((s) => s.name)], body: data.months.map((m, at) => [m, ...[...data.series, ...(data.beside || [])].map((s) => ({ text: number.count(s.values[at]), value: s.values[at] }))]) }),
  };

  kinds.ranges = {
    adapts: true,
    draw(data, look, figure) {
      const narrow = figure.clientWidth < 520, format = data.format === "years" ? (v) => number.count(Math.round(v * 10) / 10) : fine;
      const whisker = (params, api) => {
        const y = api.coord([0, api.value(0)])[1], [x0, x1] = [1, 2].map((n) => api.coord([api.value(n), api.value(0)])[0]);
        const line = (a, b, c, d) => ({ type: "line", shape: { x1: a, y1: b, x2: c, y2: d }, style: { stroke: look.text, lineWidth: 1.5 } });
        return { type: "group", children: [line(x0, y, x1, y), line(x0, y - 5, x0, y + 5), line(x1, y - 5, x1, y + 5)] };
      };
      const at = data.items.map((i, n) => [n, i]);
      return {
        grid: { left: 8, right: 34, top: 34, bottom: 4, containLabel: true },
        xAxis: { type: "value", min: data.from || 0, max: data.to, ...look.axis, axisLabel: { ...look.axis.axisLabel, formatter: data.format === "years" ? axis.count : axis.percent } },
        yAxis: { type: "category", inverse: true, data: data.items.map((i) => i.label), ...look.axis, axisLabel: { ...look.axis.axisLabel, interval: 0, width: narrow ? 96 : 170, overflow: "truncate" }, splitLine: { show: false } },
        tooltip: { ...look.common.tooltip, formatter: (p) => { const i = data.items[p.value[p.seriesIndex ? 1 : 0]]; return i ? [i.label, `${format(i.rate)}  (${i.low == null ? "–" : `${format(i.low)} … ${format(i.high)}`})`, `${number.count(i.count)} ${say("customers", "户")}`].join("\n") : ""; } },
        series: [
          { type: "custom", renderItem: whisker, silent: true, data: at.filter(([, i]) => i.low != null).map(([n, i]) => [n, i.low, i.high]), encode: { x: [1, 2], y: 0 }, clip: true },
          { type: "scatter", symbolSize: 11, data: at.map(([n, i]) => ({ value: [i.rate, n], symbol: i.real ? "diamond" : "circle", itemStyle: { color: i.real ? look.three : look.one, borderColor: look.text, borderWidth: 1 } })), z: 3,
            label: { show: !narrow, position: "top", distance: 4, color: look.text, fontSize: 12, formatter: (p) => format(p.value[0]) },
            markLine: data.line == null ? undefined : { silent: true, symbol: "none", lineStyle: { type: "dashed", color: look.muted }, label: { formatter: `${data.lineName} ${format(data.line)}`, position: "start", distance: 4, color: look.muted, fontSize: 12 }, data: [{ xAxis: data.line }] } },
        ],
      };
    },
    rows: (data) => ({ head: ["", data.name || say("Loss rate", "流失率"), say("From", "下限"), say("To", "上限"), say("Customers", "客户数")],
      body: data.items.map((i) => [i.label, ...[i.rate, i.low, i.high].map((v) => ({ text: v == null ? "–" : data.format === "years" ? v.toFixed(2) : fine(v), value: v })), { text: number.count(i.count), value: i.count }]) }),
  };

  kinds.prices = {
    draw(data, look) {
      const names = [data.priceName, ...data.names];
      const asPrice = data.kind === "fee" ? number.money : (v) => number.percent(v, 2);
      return {
        grid: { left: 8, right: 8, top: 40, bottom: 4, containLabel: true }, legend: { ...legend(look), data: names },
        xAxis: { type: "category", data: data.months, ...look.axis, axisLabel: { ...look.axis.axisLabel, formatter: shortMonth }, splitLine: { show: false } },
        yAxis: [
          { type: "value", ...look.axis, axisLine: { show: false }, axisLabel: { ...look.axis.axisLabel, formatter: (v) => fine(v) } },
          { type: "value", scale: true, position: "right", ...look.axis, axisLine: { show: false }, splitLine: { show: false }, axisLabel: { ...look.axis.axisLabel, formatter: asPrice } },
        ],
        tooltip: { ...look.common.tooltip, trigger: "axis", formatter: (p) => [month(p[0].axisValue), ...p.map((s) => `${s.seriesName}  ${s.seriesIndex ? fine(s.value) : asPrice(s.value)}`)].join("\n") },
        series: [
          { name: names[0], type: "line", step: "middle", yAxisIndex: 1, data: data.price, showSymbol: false, color: look.text, lineStyle: { width: 2, color: look.text }, z: 4,
            markLine: { silent: true, symbol: "none", lineStyle: { type: "dotted", color: look.text }, label: { show: false }, data: data.moved.map((m) => ({ xAxis: m })) } },
          { name: names[1], type: "bar", data: data.holders, barMaxWidth: 14, itemStyle: { color: look.three, decal: look.hatch } },
          { name: names[2], type: "line", data: data.others, showSymbol: false, color: look.one, lineStyle: { width: 2, type: "dashed" } },
        ],
      };
    },
    rows: (data) => ({ head: [say("Month", "月份"), data.priceName, ...data.names], body: data.months.map((m, at) => [m, { text: data.kind === "fee" ? number.money(data.price[at]) : number.percent(data.price[at], 2), value: data.price[at] }, ...[data.holders, data.others].map((s) => ({ text: fine(s[at]), value: s[at] }))]) }),
  };

  kinds.flow = {
    adapts: true,
    draw(data, look, figure) {
      const narrow = figure.clientWidth < 520;
      return {
        tooltip: { ...look.common.tooltip, formatter: (p) => (p.dataType === "edge" ? `${p.data.source} → ${p.data.target}\n${number.count(p.data.value)} ${data.unit}` : `${p.name}\n${number.count(p.value)} ${data.unit}`) },
        series: [{ type: "sankey", left: 8, right: narrow ? 96 : 180, top: 10, bottom: 10, nodeWidth: 12, nodeGap: 12, draggable: false, layoutIterations: 0, emphasis: { focus: "adjacency" },
          label: { color: look.text, fontSize: 12, fontFamily: look.font, width: narrow ? 88 : 170, overflow: "truncate", formatter: (p) => `${p.name} ${number.count(p.value)}` },
          lineStyle: { color: look.muted, opacity: 0.28, curveness: 0.5 },
          data: data.nodes.map((n) => ({ ...n, itemStyle: { color: n.unknown ? look.surface : n.depth === 2 ? look.three : look.one, borderColor: look.text, borderWidth: 1, decal: n.depth === 2 && !n.unknown ? look.hatch : undefined } })), links: data.links }],
      };
    },
    rows: (data) => ({ head: [say("From", "从"), say("To", "到"), data.unit], body: data.links.map((l) => [l.source, l.target, { text: number.count(l.value), value: l.value }]) }),
  };

  kinds.survival = {
    adapts: true,
    draw(data, look, figure) {
      const colours = inks(look), wide = figure.clientWidth >= 620;
      return {
        grid: { left: 8, right: wide ? 120 : 14, top: wide ? 14 : 52, bottom: 22, containLabel: true }, legend: wide ? undefined : legend(look),
        xAxis: { type: "value", min: 0, max: (data.series[0].values.length - 1) / 12, name: say("years with the bank", "合作年数"), nameLocation: "middle", nameGap: 26, ...look.axis, splitLine: { show: false } },
        yAxis: { type: "value", max: 1, min: data.least, ...look.axis, axisLine: { show: false }, axisLabel: { ...look.axis.axisLabel, formatter: axis.percent } },
        tooltip: { ...look.common.tooltip, trigger: "axis", formatter: (p) => [say(`after ${p[0].axisValue.toFixed(1)} years`, `${p[0].axisValue.toFixed(1)}年后`), ...p.map((s) => `${s.seriesName}  ${number.percent(s.value[1])}`)].join("\n") },
        series: data.series.map((s, i) => ({ name: s.name, type: "line", step: "end", showSymbol: false, symbol: MARKS[i % 6], symbolSize: 7, color: colours[i % 6], lineStyle: { width: i ? 1.75 : 2.5, type: DASHES[i % 6] },
          endLabel: { show: wide, color: look.text, fontSize: 12, width: 112, overflow: "truncate", formatter: (p) => p.seriesName }, labelLayout: { moveOverlap: "shiftY" }, data: s.values.map((v, m) => [m / 12, v]) })),
      };
    },
    rows: (data) => ({ head: [say("Months", "月数"), ...data.series.map((s) => s.name)], body: data.series[0].values.map((_, m) => m).filter((m) => m % 6 === 0).map((m) => [String(m), ...data.series.map((s) => ({ text: number.percent(s.values[m]), value: s.values[m] }))]) }),
  };

  kinds.heat = {
    adapts: true,
    draw(data, look, figure) {
      const least = Math.min(...data.cells.map((c) => c[2])), narrow = figure.clientWidth < 620;
      return {
        grid: { left: 8, right: 10, top: 8, bottom: 26, containLabel: true },
        xAxis: { type: "category", data: data.xs, name: data.xName, nameLocation: "middle", nameGap: 28, ...look.axis, splitLine: { show: false } },
        yAxis: { type: "category", data: data.ys, inverse: true, ...look.axis, splitLine: { show: false } },
        visualMap: { show: false, min: Math.min(least, 0.98), max: 1, dimension: 2, inRange: { color: [look.three, look.surface, look.two] } },
        tooltip: { ...look.common.tooltip, formatter: (p) => `${data.ys[p.value[1]]}\n${data.xName} ${data.xs[p.value[0]]}: ${number.percent(p.value[2])}\n${p.value[3]}` },
        series: [{ type: "heatmap", data: data.cells, itemStyle: { borderColor: look.line, borderWidth: 1 }, label: { show: true, color: look.text, fontSize: narrow ? 9 : 12, formatter: (p) => (narrow ? (p.value[2] * 100).toFixed(0) : number.percent(p.value[2])) } }],
      };
    },
    rows: (data) => ({ head: [data.yName, ...data.xs], body: data.ys.map((y, row) => [y, ...data.xs.map((_, col) => { const cell = data.cells.find((c) => c[0] === col && c[1] === row); return cell ? { text: number.percent(cell[2]), value: cell[2] } : "–"; })]) }),
  };
})();
