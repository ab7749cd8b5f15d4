"use strict";
/* The arrays of each figure for a view. Layout, colours and traces come from charts/; only numbers change here. */

/** @typedef {{data: any[], layout: any}} Figure */

/** @param {string} colour A `#rrggbb` colour. @param {number} opacity @returns {string} */
function faded(colour, opacity) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return `rgba(${red},${green},${blue},${opacity})`;
}

const GREY = RAW.hues[UNKNOWN];

/** @param {{side: string, origin: string, target: string, n: number}[]} flows @param {"origin" | "target"} end @param {string} side */
function endKeys(flows, end, side) {
  /** @type {Map<string, number>} */
  const totals = new Map();
  for (const flow of flows) if (flow.side === side) add(totals, flow[end], flow.n);
  return bySize(totals);
}

/** @param {View} view @param {Figure} _figure @param {string} level @returns {any[]} */
function sankeyMarks(view, _figure, level) {
  const flows = themeFlows(view.took, level);
  const present = new Set(flows.filter((flow) => flow.side === "given").map((flow) => flow.target));
  const themes = [...THEMES.keys(), UNKNOWN].filter((key) => present.has(key));
  const nodes = [
    ...endKeys(flows, "origin", "given").map((key) => ({ kind: "source", key, label: cityName(key) })),
    ...themes.map((key) => ({ kind: "theme", key, label: key === UNKNOWN ? t("unknown") : themeName(key) })),
    ...endKeys(flows, "target", "taken").map((key) => ({ kind: "learner", key, label: learnerName(key) })),
  ];
  const at = new Map(nodes.map((node, i) => [`${node.kind}:${node.key}`, i]));
  const ends = flows.map((flow) =>
    flow.side === "given" ? [`source:${flow.origin}`, `theme:${flow.target}`] : [`theme:${flow.origin}`, `learner:${flow.target}`],
  );
  return [{
    node: {
      label: nodes.map((node) => node.label),
      color: nodes.map((node) => (node.kind === "theme" ? RAW.hues[node.key] : GREY)),
      customdata: nodes.map((node) => `${node.kind}:${node.key}`),
    },
    link: {
      source: ends.map(([from]) => at.get(from)),
      target: ends.map(([, to]) => at.get(to)),
      value: flows.map((flow) => flow.n),
      color: flows.map((flow) => faded(RAW.hues[flow.side === "given" ? flow.target : flow.origin], 0.38)),
      customdata: flows.map((flow) => `flow:${flow.side}|${flow.origin}|${flow.target}`),
    },
  }];
}

const BAND_FLOORS = [1, 2, 4];
const LABELLED_CITIES = 10;
const LABELS_APART = { lon: 5, lat: 1.6 };

/** @param {?string} id @returns {City | undefined} The city if the map can show it. */
function placed(id) {
  const city = id === null ? undefined : CITIES.get(id);
  return city && city.lat !== null && city.lon !== null ? city : undefined;
}

/** @param {string[]} ids Cities, the largest first. @returns {Set<string>} Those whose labels do not overlap. */
function labelled(ids) {
  /** @type {City[]} */
  const kept = [];
  for (const id of ids) {
    const city = /** @type {any} */ (placed(id));
    const clear = kept.every((other) =>
      Math.abs(city.lon - Number(other.lon)) >= LABELS_APART.lon || Math.abs(city.lat - Number(other.lat)) >= LABELS_APART.lat);
    if (clear && kept.length < LABELLED_CITIES) kept.push(city);
  }
  return new Set(kept.map((city) => city.id));
}

/** @param {{source: string, learner: string}[]} flows @returns {{lon: any[], lat: any[]}} A line for each that the map can show. */
function linesOf(flows) {
  const ends = flows.map((flow) => [placed(flow.source), placed(flow.learner)]).filter(([a, b]) => a && b);
  return {
    lon: ends.flatMap(([a, b]) => [a?.lon, b?.lon, null]),
    lat: ends.flatMap(([a, b]) => [a?.lat, b?.lat, null]),
  };
}

/**
 * @param {View} view @param {Figure} _figure @param {string} _level @param {Transfer[]} pointed
 * @returns {any[]} Three bands of lines, lines pointed at, learners, sources.
 */
function mapMarks(view, _figure, _level, pointed) {
  const flows = cityFlows(view.took);
  const lines = BAND_FLOORS.map((floor, i) => {
    const band = linesOf(flows.filter((flow) => flow.n >= floor && flow.n < (BAND_FLOORS[i + 1] ?? Infinity)));
    return pointed.length ? { ...band, opacity: 0.1 } : band;
  });
  const totals = cityTotals(view.took).filter((row) => placed(row.city));
  const markers = (/** @type {"given" | "taken"} */ side) => {
    const rows = totals.filter((row) => row[side] > 0);
    return {
      lon: rows.map((row) => placed(row.city)?.lon),
      lat: rows.map((row) => placed(row.city)?.lat),
      customdata: rows.map((row) => [`city:${row.city}`, cityName(row.city), row[side]]),
    };
  };
  const given = totals.filter((row) => row.given > 0);
  const named = labelled([...given].sort((a, b) => b.given - a.given || compare(a.city, b.city)).map((row) => row.city));
  const sources = {
    ...markers("given"),
    text: given.map((row) => (named.has(row.city) ? cityName(row.city) : "")),
    marker: { size: given.map((row) => 7 + 3.2 * Math.sqrt(row.given)) },
  };
  return [...lines, linesOf(cityFlows(pointed)), markers("taken"), sources];
}

/** @param {any} trace @returns {string[][]} The parts of each mark's key, after its kind. */
const keysOf = (trace) => trace.customdata.map((/** @type {string[]} */ row) => row[0].slice(row[0].indexOf(":") + 1).split("|"));

/** @param {View} view @param {Figure} figure @returns {any[]} */
function ladderMarks(view, figure) {
  const counts = ladder(view.transfers);
  const n = new Map(counts.map((row) => [`${row.cohort}|${row.rung}|${row.part}`, row]));
  return figure.data.map((trace) => {
    const rows = keysOf(trace).map((parts) => n.get(parts.join("|")));
    return {
      x: rows.map((row) => row?.n || null),
      text: rows.map((row) => (row ? String(row.n) : "")),
      customdata: rows.map((row, i) => [trace.customdata[i][0], trace.customdata[i][1], row ? share(row.n, row.total) : "0"]),
    };
  });
}

const STATE_CODES = { unplanned: 1, silent: 2, unstated: 3, cited: 4, outside: 5 };

/** @param {View} view @param {Figure} figure @returns {any[]} */
function matrixMarks(view, figure) {
  const cells = new Map(cellsOf(view).map((cell) => [`${cell.cohort}|${cell.session}|${cell.city}`, cell]));
  const [trace] = figure.data;
  const grid = trace.customdata.map((/** @type {string[][]} */ line) =>
    line.map(([key, session, city]) => ({ key, session, city, cell: cells.get(key.slice(key.indexOf(":") + 1)) })),
  );
  /** @typedef {{key: string, session: string, city: string, cell: any}} Cell */
  const each = (/** @type {(cell: Cell) => any} */ make) => grid.map((/** @type {Cell[]} */ line) => line.map(make));
  return [{
    z: each(({ key, cell }) => (key.includes("||") ? null : cell ? STATE_CODES[/** @type {keyof typeof STATE_CODES} */ (cell.state)] : 0)),
    text: each(({ cell }) => (!cell ? "" : cell.state === "silent" ? "0" : String(cell.n || ""))),
    customdata: each(({ key, session, city, cell }) => [key, session, city, t(`state_${cell?.state ?? "none"}`)]),
  }];
}

/** @param {View} view @param {Figure} figure @returns {any[]} */
function themeMarks(view, figure) {
  const counts = new Map(themesByCohort(view).map((row) => [`${row.cohort}|${row.theme}`, row]));
  return figure.data.map((trace) => {
    const rows = keysOf(trace).map((parts) => counts.get(parts.join("|")) ?? { n: 0, total: 0 });
    return {
      x: rows.map((row) => (row.total ? row.n / row.total : 0)),
      text: rows.map((row) => `${row.total ? Math.round((100 * row.n) / row.total) : 0} % (${row.n})`),
      marker: { opacity: rows.map((row) => (row.n < minGroup() ? 0.4 : 1)) },
    };
  });
}

/** @param {View} view @param {Figure} figure @returns {any[]} */
function barrierMarks(view, figure) {
  const counts = new Map(barriers(view.transfers).map((row) => [`${row.theme}|${row.status}`, row]));
  return figure.data.map((trace) => {
    const rows = keysOf(trace).map((parts) => counts.get(parts.join("|")));
    return {
      x: rows.map((row) => row?.n ?? 0),
      text: rows.map((row) => (row ? String(row.n) : "")),
      customdata: rows.map((row, i) => [trace.customdata[i][0], trace.customdata[i][1], row ? share(row.n, row.total) : "0"]),
    };
  });
}

const MOST_POINTS = 1500;
/** @type {?Segment[]} */
let inOrder = null;

/** @returns {Segment[]} All segments that have a place on the map, by id; sorted once, because they are many. */
function placedSegments() {
  inOrder ??= TESTIMONIALS.flatMap((own) => own.segments)
    .filter((segment) => segment.x !== null && segment.y !== null)
    .sort((a, b) => compare(a.id, b.id));
  return inOrder;
}

/** @param {View} view @returns {Segment[]} The points that the map of topics draws: all, or every k-th by id. */
function drawnPoints(view) {
  const members = new Set(view.testimonials);
  const points = placedSegments().filter((segment) => members.has(segment.testimonial));
  const step = Math.ceil(points.length / MOST_POINTS) || 1;
  return points.filter((_, i) => i % step === 0);
}

/** @param {View} view @param {Figure} figure @returns {any[]} */
function topicMarks(view, figure) {
  if (figure.data[0].type === "bar") {
    const n = new Map(topicCounts(view).map((row) => [row.topic, row.n]));
    const x = keysOf(figure.data[0]).map(([topic]) => n.get(topic) ?? 0);
    return [{ x, text: x.map(String), marker: { opacity: x.map((value) => (value < minGroup() ? 0.4 : 1)) } }];
  }
  const coloured = figure.data.slice(0, -1).map((trace) => trace.meta);
  const points = groupBy(drawnPoints(view), (segment) => (coloured.includes(segment.topic) ? segment.topic : segment.parent ?? ""));
  const traces = coloured.map((id) => {
    const own = points.get(id) ?? [];
    return {
      x: own.map((segment) => segment.x),
      y: own.map((segment) => segment.y),
      customdata: own.map((segment) => [`segment:${segment.id}`, TOPICS.get(segment.topic)?.label ?? ""]),
    };
  });
  return [...traces, {}];
}

/** @type {Record<string, (view: View, figure: Figure, level: string, pointed: Transfer[]) => any[]>} */
const MARKS = {
  sankey: sankeyMarks, map: mapMarks, ladder: ladderMarks, matrix: matrixMarks, themes: themeMarks,
  barriers: barrierMarks, topics: topicMarks,
};
