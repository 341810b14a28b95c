/* Paired bars: {format, names: [first, second], head, items: [{label, values: [a, b], note}]}. The second is hatched, so that
   both are told apart without colour; head names the items in the table (products, if not said). */
(() => {
  const { number, axis, say } = window.guanxi;
  const kinds = (window.guanxi.kinds ||= {});

  kinds.pairs = {
    adapts: true,
    draw(data, look) {
      const format = data.format || "money", colours = [look.one, look.muted];
      return {
        grid: { left: 8, right: 64, top: 34, bottom: 4, containLabel: true },
        legend: { top: 0, left: 0, icon: "roundRect", itemHeight: 10, textStyle: { color: look.text, fontFamily: look.font } },
        xAxis: { type: "value", minInterval: format === "percent" ? 0.01 : undefined, ...look.axis, axisLine: { show: false }, axisLabel: { ...look.axis.axisLabel, formatter: axis[format], hideOverlap: true } },
        yAxis: { type: "category", data: data.items.map((i) => i.label), inverse: true, ...look.axis, splitLine: { show: false }, axisLabel: { ...look.axis.axisLabel, interval: 0 } },
        tooltip: { ...look.common.tooltip, trigger: "axis", axisPointer: { type: "shadow" },
          formatter: (p) => [p[0].name, ...p.map((s) => `${s.seriesName}  ${number[format](s.value)}`), data.items[p[0].dataIndex].note || ""].join("\n") },
        series: data.names.map((name, at) => ({
          name, type: "bar", barMaxWidth: 12, barGap: "20%", color: colours[at], data: data.items.map((i) => i.values[at]),
          itemStyle: { borderRadius: 2, decal: at ? look.hatch : undefined }, label: { show: true, position: "right", color: look.text, fontSize: 11, formatter: (p) => number[format](p.value) },
        })),
      };
    },
    rows(data) {
      const noted = data.items.some((i) => i.note);
      return {
        head: [data.head || say("Product", "产品"), ...data.names, ...(noted ? [say("Source", "来源")] : [])],
        body: data.items.map((i) => [i.label, ...i.values.map((v) => ({ text: number[data.format || "money"](v), value: v })), ...(noted ? [i.note || ""] : [])]),
      };
    },
  };
})();
