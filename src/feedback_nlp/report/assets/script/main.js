"use strict";
/* The state of the page, and what happens when it changes. */

/**
 * @typedef {Object} State
 * @property {View} view
 * @property {string} level Whether learners are shown by city or country.
 * @property {number} measures How many measures are listed.
 * @property {number} quotes How many quotes are listed.
 * @property {Transfer[]} pointed Transfers that stand out on the map.
 * @property {?string} shown Key of the mark whose evidence is open.
 * @property {(mark: string) => void} show
 */

/** @type {State} */
const state = {
  view: select({}), level: RAW.level, measures: FIRST_MEASURES, quotes: FIRST_QUOTES, pointed: [], shown: null, show: (mark) => showEvidence(mark),
};

/** @param {string} id @param {string} event @param {() => void} act */
const on = (id, event, act) => document.getElementById(id)?.addEventListener(event, act);

function keepAddress() {
  history.replaceState(null, "", address(state.view.filter, state.shown, state.level));
}

/** @param {Filter} filter */
function apply(filter) {
  state.view = select(filter);
  state.pointed = [];
  writeHead(state.view);
  const words = filterWords(filter);
  fill("chips", words.map(({ name, label }) => `<button type="button" class="chip" data-drop="${name}" aria-label="${html(t("drop_filter", { label }))}">${html(label)} <span aria-hidden="true">×</span></button>`).join(""));
  /** @type {HTMLButtonElement} */ (document.getElementById("reset")).disabled = !words.length;
  document.body.classList.toggle("narrowed", words.length > 0);
  for (const [section, sentence] of Object.entries(takeaways(state.view))) write(`take-${section}`, sentence);
  writeLists();
  redraw(state);
}

function writeLists() {
  writeMeasures(state.view, state.measures);
  writeGivers(state.view);
  writeNew(state.view);
  writeTopics(state.view);
  writeQuotes(state.view, state.quotes);
  for (const panel of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".data-table:not([hidden])"))) fillTable(panel);
}

/** @param {HTMLElement} panel */
function fillTable(panel) {
  const name = panel.dataset.chart ?? "";
  panel.innerHTML = tableOf(LISTINGS[name](state.view, state.level), panel.getAttribute("aria-label") ?? name, 400);
}

/** @param {Filter} filter */
function setFilter(filter) {
  writeForm(filter);
  apply(filter);
  keepAddress();
}

/** @param {string} mark */
function showEvidence(mark) {
  const evidence = evidenceOf(state.view, mark, state.level);
  if (!evidence) return;
  state.shown = mark;
  pointAt([...evidence.rows], state);
  keepAddress();
  openDrawer(evidence, {
    narrow: (filter) => setFilter({ ...state.view.filter, ...filter }),
    copy: (key, button) => copyLink(address(state.view.filter, key, state.level), button),
    close: () => {
      state.shown = null;
      pointAt([], state);
      keepAddress();
    },
  });
}

/** @param {HTMLElement} button Swaps a chart for its table, or back. */
function toggleTable(button) {
  const figure = button.closest("figure");
  const plot = /** @type {HTMLElement} */ (figure?.querySelector(".plot"));
  const panel = /** @type {HTMLElement} */ (figure?.querySelector(".data-table"));
  panel.hidden = !panel.hidden;
  plot.hidden = !panel.hidden;
  button.textContent = t(panel.hidden ? "show_table" : "show_chart");
  button.setAttribute("aria-expanded", String(!panel.hidden));
  if (panel.hidden) drawNear(state);
  else fillTable(panel);
}

/** @param {MouseEvent} event */
function clicked(event) {
  const button = /** @type {HTMLElement} */ (event.target).closest("button");
  if (!button) return;
  const { mark, drop, act, format } = button.dataset;
  if (mark) showEvidence(mark);
  if (drop) setFilter(Object.fromEntries(Object.entries(state.view.filter).filter(([name]) => name !== drop)));
  if (act === "table") toggleTable(button);
  if (act === "image") saveImage(/** @type {HTMLElement} */ (button.closest("figure")?.querySelector(".plot")), format ?? "png");
}

/** @param {string} level */
function setLevel(level) {
  state.level = level;
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[name=level]"))) input.checked = input.value === level;
  writeLists();
  redraw(state);
}

function restore() {
  const { filter, show, level } = readAddress();
  setLevel(level === "city" || level === "country" ? level : RAW.level);
  writeForm(filter);
  apply(filter);
  if (show) showEvidence(show);
}

function start() {
  fillFilters();
  writeChanges();
  const panel = /** @type {HTMLDetailsElement} */ (document.getElementById("filter-panel"));
  const wide = matchMedia("(min-width: 1100px)");
  panel.open = wide.matches;
  wide.addEventListener("change", () => (panel.open = wide.matches));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => setFilter(readForm()));
  let typing = 0;
  on("filter-text", "input", () => {
    clearTimeout(typing);
    typing = window.setTimeout(() => setFilter(readForm()), 200);
  });
  on("reset", "click", () => setFilter({}));
  on("min-group", "change", () => apply(state.view.filter));
  on("csv", "click", () => downloadCsv(state.view));
  on("print", "click", () => window.print());
  on("link", "click", () => copyLink(address(state.view.filter, null, state.level), /** @type {HTMLElement} */ (document.getElementById("link"))));
  on("measures-more", "click", () => writeMeasures(state.view, (state.measures += MORE_MEASURES)));
  on("barriers-more", "click", () => writeQuotes(state.view, (state.quotes += MORE_QUOTES)));
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[name=level]"))) {
    input.addEventListener("change", () => {
      setLevel(input.value);
      keepAddress();
    });
  }
  document.addEventListener("click", clicked);
  window.addEventListener("hashchange", restore);
  restore();
  watch(state);
  document.documentElement.classList.add("ready");
}

start();
