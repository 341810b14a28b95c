/* Numbers on charts, written as kit/amounts.py and kit/days.py write them: 1.2亿 / 120.0 m, 38.2% / 38.2 %. */
(() => {
  const root = document.documentElement;
  const chinese = root.lang.startsWith("zh");
  const MINUS = "−", NOTHING = "–";
  const STEPS = chinese
    ? [[1e10, 1e8, 1, "亿"], [1e8, 1e8, 2, "亿"], [1e7, 1e4, 0, "万"], [1e4, 1e4, 1, "万"]]
    : [[1e9, 1e9, 2, " bn"], [1e8, 1e6, 1, " m"], [1e6, 1e6, 2, " m"], [1e4, 1e3, 1, " k"]];
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const digits = (n, d) => n.toLocaleString("en-US", { minimumFractionDigits: d, maximumFractionDigits: d });
  const sign = (n, plus) => (n < 0 ? MINUS : plus && n > 0 ? "+" : "");

  function money(value, plus = false) {
    if (value === null || value === undefined) return NOTHING;
    const size = Math.abs(value), step = STEPS.find(([least]) => Math.round(size) >= least);
    const text = step ? digits(size / step[1], step[2]) + step[3] : digits(Math.round(size), 0);
    return (text === "0" ? "" : sign(value, plus)) + text;
  }
  /* On an axis a tick needs no digits of nought: 1.5亿, 200万. */
  const axisMoney = (value) => money(value).replace(/\.(\d*?)0+(?=\D*$)/, (_, kept) => (kept ? "." + kept : ""));
  const percent = (value, decimals = 1) =>
    value === null || value === undefined ? NOTHING : `${sign(value)}${digits(Math.abs(value) * 100, decimals)}${chinese ? "" : " "}%`;
  const plain = (value) => (value === null || value === undefined ? NOTHING : sign(value) + digits(Math.abs(value), Number.isInteger(value) ? 0 : 1));

  const points = (value) => percent(value, 2);
  const number = { money, percent, count: plain, points };
  const axis = { money: axisMoney, percent: (v) => percent(v, 0), count: plain, points: (v) => percent(v, 1) };
  const month = (period) => {
    const [year, index] = period.split("-").map(Number);
    return chinese ? `${year}年${index}月` : `${MONTHS[index - 1]} ${year}`;
  };
  const shortMonth = (period) => {
    const [year, index] = period.split("-").map(Number);
    return index === 1 ? (chinese ? `${year}年` : String(year)) : chinese ? `${index}月` : MONTHS[index - 1];
  };
  window.guanxi = Object.assign(window.guanxi || {}, {
    chinese, number, axis, month, shortMonth, say: (en, zh) => (chinese ? zh : en),
    colour: (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim(),
  });
})();
