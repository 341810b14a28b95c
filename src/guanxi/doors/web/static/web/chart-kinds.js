/* Kinds of charts: waterfall, months, bars. Signs, labels, dashes and hatching tell what colour tells; a step down
   is hatched, and steps that are changes have the colours of a rise and a fall.
   waterfall: {format, changes?, items: [{label, value, total}]}; months: {format, months, series: [{name, values, kind}]};
   bars: {format, items: [{label, value}], horizontal}. Formats: money, percent, count. Money in units of the currency. */
(() => {
  const { number, axis, month, shortMonth, say } = window.guanxi;
  const kinds = (window.guanxi.kinds ||= {});
  const signedMoney = (value, format) => (format === "money" ? number.money(value, true) : number[format](value));

  /* Each step runs from start to end; what lies above and below nought is stacked apart, so that a step may cross it. */
  function steps(items) {
    let level = 0;
    return items.map(({ label, value, total }) => {
      const start = total ? 0 : level, end = total ? value : level + value;
      level = end;
      const top = Math.max(start, end), bottom = Math.min(start, end);
      const over = Math.max(0, bottom), under = Math.min(0, top);
      return { label, value, total, top, base: over + under, above: Math.max(0, top) - over, below: Math.min(0, bottom) - under };
    });
  }
  const narrow = (figure) => figure.clientWidth < 520;

  kinds.waterfall = {
    adapts: true,
    draw(data, look, figure) {
      const all = steps(data.items), format = data.format || "money", colours = data.changes ? [look.up, look.down] : [look.two, look.muted];
      const paint = (s) => ({ color: s.total ? look.one : colours[Number(s.value < 0)], decal: s.value < 0 && !s.total ? look.hatch : undefined, borderRadius: 2 });
      const lies = narrow(figure), room = Math.max(40, (figure.clientWidth - 80) / all.length - 6);
      // where there is no room below the steps they lie on their sides, so that no label need be turned
      const written = { width: lies ? 104 : room, overflow: "break", lineHeight: 15 };
      const bar = (part) => ({ type: "bar", stack: "step", barWidth: lies ? "56%" : "46%", data: all.map((s) => ({ value: s[part], itemStyle: paint(s) })) });
      const names = { type: "category", inverse: lies, data: all.map((s) => s.label), ...look.axis, axisLabel: { ...look.axis.axisLabel, interval: 0, ...written } };
      const amounts = { type: "value", splitNumber: lies ? 3 : undefined, ...look.axis, axisLabel: { ...look.axis.axisLabel, hideOverlap: true, formatter: axis[format] }, axisLine: { show: false } };
      const ends = all.map((s, index) => (lies ? [Math.max(0, s.top), index] : Math.max(0, s.top)));
      return {
        grid: { left: 8, right: lies ? 76 : 8, top: lies ? 4 : 26, bottom: 4, containLabel: true },
        xAxis: lies ? amounts : names,
        yAxis: lies ? names : amounts,
        tooltip: { ...look.common.tooltip, trigger: "axis", axisPointer: { type: "shadow" }, formatter: (p) => `${all[p[0].dataIndex].label}\n${signedMoney(all[p[0].dataIndex].value, format)}` },
        series: [
          { type: "bar", stack: "step", silent: true, itemStyle: { color: "transparent" }, data: all.map((s) => s.base), tooltip: { show: false } },
          bar("above"), bar("below"),
          { type: "line", silent: true, symbolSize: 0, lineStyle: { opacity: 0 }, data: ends,
            label: { show: true, position: lies ? "right" : "top", color: look.text, fontSize: 12, formatter: (p) => (all[p.dataIndex].total ? number[format](all[p.dataIndex].value) : signedMoney(all[p.dataIndex].value, format)) } },
        ],
      };
    },
    rows: (data) => ({ head: [say("Line", "项目"), say("Amount", "金额")], body: data.items.map((i) => [i.label, { text: number[data.format || "money"](i.value), value: i.value }]) }),
  };

  /* How many lines a legend takes: Chinese characters are as wide as they are high. */
  function legendLines(names, figure) {
    const wide = (name) => 44 + [...name].reduce((sum, c) => sum + (c > "\u2e7f" ? 12.5 : 6.8), 0);
    let lines = 1, used = 0;
    for (const name of names) {
      if (used && used + wide(name) > figure.clientWidth) { lines += 1; used = 0; }
      used += wide(name);
    }
    return lines;
  }

  kinds.months = {
    adapts: true,
    draw(data, look, figure) {
      const format = data.format || "money", colours = [look.one, look.three, look.muted], dashes = ["solid", "dashed", "dotted"];
      const several = data.series.length > 1;
      return {
        grid: { left: 8, right: 12, top: several ? 16 + 18 * legendLines(data.series.map((s) => s.name), figure) : 14, bottom: 4, containLabel: true },
        legend: several ? { top: 0, left: 0, icon: "roundRect", itemHeight: 4, textStyle: { color: look.text, fontFamily: look.font } } : undefined,
        xAxis: { type: "category", data: data.months, boundaryGap: data.series.some((s) => s.kind === "bar"), ...look.axis, axisLabel: { ...look.axis.axisLabel, formatter: shortMonth } },
        yAxis: { type: "value", scale: data.scale === true, max: data.most, ...look.axis, axisLine: { show: false }, axisLabel: { ...look.axis.axisLabel, formatter: axis[format] } },
        tooltip: { ...look.common.tooltip, trigger: "axis", formatter: (p) => [month(p[0].axisValue), ...p.map((s) => `${several ? s.seriesName + "  " : ""}${number[format](s.value)}`)].join("\n") },
        series: data.series.map((s, i) => ({
          name: s.name, type: s.kind || "line", data: s.values, showSymbol: false, symbolSize: 7, color: colours[i % 3],
          lineStyle: { width: 2, type: dashes[i % 3] }, areaStyle: i === 0 && !several ? { color: look.soft, opacity: 0.6 } : undefined,
          itemStyle: s.kind === "bar" && i ? { decal: look.hatch } : undefined, barMaxWidth: 18,
        })),
      };
    },
    rows: (data) => ({ head: [say("Month", "月份"), ...data.series.map((s) => s.name)], body: data.months.map((m, at) => [m, ...data.series.map((s) => ({ text: number[data.format || "money"](s.values[at]), value: s.values[at] }))]) }),
  };

  kinds.bars = {
    adapts: true,
    draw(data, look, figure) {
      const format = data.format || "count", across = data.horizontal;
      const labels = { type: "category", data: data.items.map((i) => i.label), inverse: across, ...look.axis, axisLabel: { ...look.axis.axisLabel, interval: 0, rotate: !across && narrow(figure) ? 38 : 0 }, splitLine: { show: false } };
      const values = { type: "value", ...look.axis, axisLine: { show: false }, axisLabel: { ...look.axis.axisLabel, formatter: axis[format] } };
      return {
        grid: { left: 8, right: across ? 64 : 8, top: 24, bottom: 4, containLabel: true },
        xAxis: across ? values : labels, yAxis: across ? labels : values,
        tooltip: { ...look.common.tooltip, formatter: (p) => `${p.name}\n${number[format](p.value)}` },
        series: [{ type: "bar", barMaxWidth: 34, label: { show: true, position: across ? "right" : "top", color: look.text, formatter: (p) => number[format](p.value) },
          data: data.items.map((i) => ({ value: i.value, itemStyle: { color: i.value < 0 ? look.muted : look.one, decal: i.value < 0 ? look.hatch : undefined, borderRadius: 2 } })) }],
      };
    },
    rows: (data) => ({ head: ["", say("Value", "数值")], body: data.items.map((i) => [i.label, { text: number[data.format || "count"](i.value), value: i.value }]) }),
  };
})();
