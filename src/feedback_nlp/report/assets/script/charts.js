"use strict";
/* Draw the figures, when they come near the window, in the colours of the page's mode. */

/** @type {any} */
const plotly = /** @type {any} */ (window)["Plotly"];
/** @type {Record<string, string>} Colours of charts/style.py and what they become in dark mode. */
const DARK_INKS = {
  "#22313a": "#e3eaec", "#5b6b73": "#a3b2b9", "#e3e7e6": "#2b3941", "#12776f": "#4fb3a7", "#e9eeeb": "#2a3842", "#c4cecb": "#475a65",
  "0 0 3px #ffffff, 0 0 5px #ffffff": "0 0 3px #1a242b, 0 0 5px #1a242b",
};
const darkMode = matchMedia("(prefers-color-scheme: dark)");
const PAPER_WIDTH = 640;
/** @type {Record<string, number>} */
const PAPER_HEIGHTS = { sankey: 425, map: 430, ladder: 400, topics: 400, themes: 360, barriers: 280 };
let printing = false;

/** @returns {number} Groups with fewer cases are greyed. */
function minGroup() {
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById("min-group"));
  return Math.max(1, Number(field?.value) || RAW.min_group);
}

/** @param {any} value @param {Record<string, string>} inks @returns {any} A deep copy, with colours exchanged. */
function copied(value, inks) {
  if (typeof value === "string") return inks[value] ?? value;
  if (Array.isArray(value)) return value.map((item) => copied(item, inks));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copied(item, inks)]));
}

/** @param {any} trace @param {any} marks @returns {any} The trace with the arrays of a view, one level deep. */
function merged(trace, marks) {
  const whole = { ...trace };
  for (const [key, value] of Object.entries(marks)) {
    const nested = value !== null && typeof value === "object" && !Array.isArray(value);
    whole[key] = nested ? { ...trace[key], ...value } : value;
  }
  return whole;
}

/** @param {HTMLElement} plot @returns {string} */
const chartName = (plot) => plot.dataset.chart ?? "";
const PLOTS = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".plot")]);
/** @type {Set<HTMLElement>} */ const near = new Set();
/** @type {Set<HTMLElement>} */ const stale = new Set(PLOTS);

/** @param {HTMLElement} plot @param {State} state */
function draw(plot, state) {
  stale.delete(plot);
  const name = chartName(plot);
  const figure = FIGURES[name];
  const marks = MARKS[name](state.view, figure, state.level, state.pointed);
  const inks = darkMode.matches && !printing ? DARK_INKS : {};
  const traces = copied(figure.data.map((/** @type {any} */ trace, /** @type {number} */ i) => merged(trace, marks[i])), inks);
  // plotly.js cannot lay out a Sankey without links and throws.
  const data = traces.filter((/** @type {any} */ trace) => trace.type !== "sankey" || trace.link.value.length > 0);
  const layout = copied(figure.layout, inks);
  if (window.innerWidth < 640 && !printing) narrowLayout(name, layout, data);
  if (printing) Object.assign(layout, { width: PAPER_WIDTH, height: PAPER_HEIGHTS[name] ?? layout.height });
  plotly.react(plot, data, layout, { displayModeBar: false, responsive: !printing, scrollZoom: false });
  listen(plot, state);
}

/** @param {string} name @param {any} layout @param {any[]} data */
function narrowLayout(name, layout, data) {
  layout.font = { ...layout.font, size: 11 };
  if (name === "map") layout.height = 420;
  if (name === "sankey" && data.length) {
    const [{ node, textfont }] = data;
    data[0].textfont = { ...textfont, size: 10 };
    // Themes stand in the middle, and on one line their names would run into those of the last column.
    node.label = node.label.map((/** @type {string} */ label, /** @type {number} */ i) =>
      (node.customdata[i].startsWith("theme:") ? label.replace(" ", "<br>") : label));
  }
  if (name === "matrix") {
    const shortened = (/** @type {string} */ label) => (label.length > 20 && !label.startsWith("<b>") ? `${label.slice(0, 18)}…` : label);
    layout.yaxis = { ...layout.yaxis, ticktext: layout.yaxis.ticktext.map(shortened) };
  }
  if (name === "topics") layout.height = Math.min(layout.height, 400);
}

/** @param {HTMLElement} plot @param {State} state */
function listen(plot, state) {
  if (plot.dataset.listening) return;
  plot.dataset.listening = "yes";
  /** @type {any} */ (plot).on("plotly_click", (/** @type {any} */ event) => {
    const [point] = event.points;
    const mark = Array.isArray(point.customdata) ? point.customdata[0] : point.customdata;
    if (typeof mark === "string") state.show(mark);
  });
  if (chartName(plot) === "sankey") linkToMap(plot, state);
}

/** @param {HTMLElement} plot @param {State} state What the pointer is on in the flows stands out on the map. */
function linkToMap(plot, state) {
  let waiting = 0;
  const later = (/** @type {Transfer[]} */ rows) => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => pointAt(rows, state), 80);
  };
  /** @type {any} */ (plot).on("plotly_hover", (/** @type {any} */ event) => {
    later([...(evidenceOf(state.view, String(event.points[0].customdata), state.level)?.rows ?? [])]);
  });
  /** @type {any} */ (plot).on("plotly_unhover", () => later([]));
}

/** @param {Transfer[]} rows @param {State} state */
function pointAt(rows, state) {
  if (!rows.length && !state.pointed.length) return;
  state.pointed = rows;
  for (const plot of PLOTS) if (chartName(plot) === "map") stale.add(plot);
  drawNear(state);
}

/** @param {State} state Draws what is near the window and leaves the rest for later. */
function drawNear(state) {
  for (const plot of PLOTS) if (near.has(plot) && stale.has(plot) && !plot.hidden) draw(plot, state);
}

/** @param {State} state */
function watch(state) {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        const plot = /** @type {HTMLElement} */ (entry.target);
        if (entry.isIntersecting) near.add(plot);
        else near.delete(plot);
      }
      drawNear(state);
    },
    { rootMargin: "300px" },
  );
  for (const plot of PLOTS) observer.observe(plot);
  darkMode.addEventListener("change", () => redraw(state));
  window.addEventListener("beforeprint", () => forPrint(state, true));
  window.addEventListener("afterprint", () => forPrint(state, false));
}

/** @param {State} state */
function redraw(state) {
  for (const plot of PLOTS) stale.add(plot);
  drawNear(state);
}

/** @param {State} state @param {boolean} on Everything is drawn for paper, light and as wide as a page. */
function forPrint(state, on) {
  printing = on;
  document.documentElement.classList.toggle("printing", on);
  for (const plot of PLOTS) {
    if (plot.hidden) continue;
    // A fresh plot, because a changed one fades in and paper does not wait.
    plotly.purge(plot);
    delete plot.dataset.listening;
    draw(plot, state);
  }
}

/** @param {HTMLElement} plot @param {string} format `png` or `svg`. */
function saveImage(plot, format) {
  const paper = getComputedStyle(document.documentElement).getPropertyValue("--card").trim();
  const figure = { data: /** @type {any} */ (plot).data, layout: { .../** @type {any} */ (plot).layout, paper_bgcolor: paper } };
  return plotly.downloadImage(figure, {
    format, filename: `${RAW.run}-${chartName(plot)}`, width: plot.clientWidth, height: plot.clientHeight, scale: format === "png" ? 2 : 1,
  });
}
