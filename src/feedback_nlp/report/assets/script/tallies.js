"use strict";
/* Counts behind the charts: the same rows as the frames of tally/, from a view. */

const SHOWN_SOURCES = 14;
const SHOWN_LEARNERS = 18;

/** @param {Map<string, number>} counts @param {string} key @param {number} [by] */
const add = (counts, key, by = 1) => counts.set(key, (counts.get(key) ?? 0) + by);

/**
 * @param {Map<string, number>} counts
 * @returns {string[]} Keys by number, largest first, ties by key; the unknown and the rest last.
 */
function bySize(counts) {
  const last = (/** @type {string} */ key) => Number(key === UNKNOWN || key === REST);
  return [...counts.keys()].sort(
    (a, b) => last(a) - last(b) || (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || compare(a, b),
  );
}

/** @param {Transfer} row @returns {string[]} */
const themesOf = (row) => (row.themes.length ? row.themes : [UNKNOWN]);

/** @param {Transfer[]} rows @param {(row: Transfer) => string} key @param {number} shown @returns {Set<string>} */
function largest(rows, key, shown) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const row of rows) if (key(row) !== UNKNOWN) add(counts, key(row), themesOf(row).length);
  return new Set([...bySize(counts).slice(0, shown), UNKNOWN]);
}

/** @typedef {{source: (row: Transfer) => string, learner: (row: Transfer) => string}} Ends */

/** @param {Transfer[]} rows @param {string} level @returns {Ends} Keys of the two outer columns of the flows. */
function flowEnds(rows, level) {
  const from = (/** @type {Transfer} */ row) => row.source ?? UNKNOWN;
  const to = (/** @type {Transfer} */ row) => (level === "country" ? row.country : row.learner) ?? UNKNOWN;
  const sources = largest(rows, from, SHOWN_SOURCES);
  const learners = largest(rows, to, SHOWN_LEARNERS);
  return {
    source: (row) => (sources.has(from(row)) ? from(row) : REST),
    learner: (row) => (learners.has(to(row)) ? to(row) : REST),
  };
}

/** @param {Transfer[]} rows @param {string} level @returns {{side: string, origin: string, target: string, n: number}[]} */
function themeFlows(rows, level) {
  const ends = flowEnds(rows, level);
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const row of rows) {
    for (const theme of themesOf(row)) {
      add(counts, `given|${ends.source(row)}|${theme}`);
      add(counts, `taken|${theme}|${ends.learner(row)}`);
    }
  }
  const flows = [...counts].map(([key, n]) => {
    const [side, origin, target] = key.split("|");
    return { side, origin, target, n };
  });
  return flows.sort((a, b) => compare(a.side, b.side) || compare(a.origin, b.origin) || compare(a.target, b.target));
}

/** @param {Transfer[]} rows @returns {{source: string, learner: string, n: number}[]} */
function cityFlows(rows) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const row of rows) {
    if (row.source !== null && row.learner !== null && row.source !== row.learner) add(counts, `${row.source}|${row.learner}`);
  }
  return [...counts]
    .map(([key, n]) => ({ source: key.split("|")[0], learner: key.split("|")[1], n }))
    .sort((a, b) => compare(a.source, b.source) || compare(a.learner, b.learner));
}

/** @param {Transfer[]} rows @returns {{city: string, given: number, taken: number}[]} */
function cityTotals(rows) {
  /** @type {Map<string, number>} */ const given = new Map();
  /** @type {Map<string, number>} */ const got = new Map();
  for (const row of rows) {
    if (row.source !== null) add(given, row.source);
    if (row.learner !== null) add(got, row.learner);
  }
  return [...new Set([...given.keys(), ...got.keys()])]
    .sort(compare)
    .map((city) => ({ city, given: given.get(city) ?? 0, taken: got.get(city) ?? 0 }));
}

/** @param {Transfer} row @returns {{rung: string, part: string}} */
function rungOf(row) {
  return TAKEN.has(row.status) ? { rung: row.stage, part: row.status } : { rung: row.status, part: "apart" };
}

/** @param {Transfer[]} rows @returns {{cohort: string, rung: string, part: string, n: number, total: number}[]} */
function ladder(rows) {
  /** @type {Map<string, number>} */ const counts = new Map();
  /** @type {Map<string, number>} */ const totals = new Map();
  for (const row of rows) {
    const { rung, part } = rungOf(row);
    add(counts, `${row.cohort}|${rung}|${part}`);
    add(totals, row.cohort);
  }
  return [...counts]
    .map(([key, n]) => {
      const [cohort, rung, part] = key.split("|");
      return { cohort, rung, part, n, total: totals.get(cohort) ?? 0 };
    })
    .sort((a, b) => compare(a.cohort, b.cohort) || compare(a.rung, b.rung) || compare(a.part, b.part));
}

/**
 * @typedef {{group: string, nTransfers: number, nTestimonials: number, learners: string[], sources: string[],
 *   themes: string[], stages: number[], statuses: number[]}} Travelling
 */
/** @param {Transfer[]} rows @returns {Travelling[]} */
function travellingMeasures(rows) {
  const groups = [...groupBy(rows, (row) => row.group)].map(([group, own]) => {
    const on = own.filter((row) => TAKEN.has(row.status));
    const cities = (/** @type {(?string)[]} */ ids) =>
      /** @type {string[]} */ ([...new Set(ids)].filter((id) => id !== null)).sort(compare);
    return {
      group,
      nTransfers: own.length,
      nTestimonials: new Set(own.map((row) => row.testimonial)).size,
      learners: cities(own.map((row) => row.learner)),
      sources: cities(own.map((row) => row.source)),
      themes: [...new Set(own.flatMap((row) => row.themes))].sort(compare),
      stages: STAGES.map((stage) => on.filter((row) => row.stage === stage).length),
      statuses: STATUSES.map((status) => own.filter((row) => row.status === status).length),
    };
  });
  const underway = (/** @type {Travelling} */ row) => row.stages[3] + row.stages[4];
  return groups.sort(
    (a, b) =>
      b.learners.length - a.learners.length || b.nTestimonials - a.nTestimonials || underway(b) - underway(a) || compare(a.group, b.group),
  );
}

/** @param {View} view @returns {Map<string, Set<Testimonial>>} Who cites whom: `cohort|session|city` → testimonials. */
function citations(view) {
  /** @type {Map<string, Set<Testimonial>>} */
  const cited = new Map();
  const kept = groupBy(view.transfers, (row) => row.testimonial.id);
  for (const own of view.testimonials) {
    const cities = new Set(own.mentions.filter((m) => m.role === "source").map((m) => m.city));
    for (const row of kept.get(own.id) ?? []) cities.add(row.source);
    for (const city of cities) {
      if (city === null) continue;
      const key = `${own.cohort}|${own.session ?? UNKNOWN}|${city}`;
      const found = cited.get(key);
      if (found) found.add(own);
      else cited.set(key, new Set([own]));
    }
  }
  return cited;
}

/** @type {Set<string>} Leads that no testimonial of the whole run cites. */
const SILENT = new Set(RAW.silent);

/** @param {View} view @returns {{cohort: string, session: string, city: string, n: number, state: string}[]} */
function expectedObserved(view) {
  const cited = citations(view);
  const led = new Set(SESSION_ROWS.flatMap((s) => s.leads.map((city) => `${s.cohort}|${s.id}|${city}`)));
  const ledOnce = new Set(SESSION_ROWS.flatMap((s) => s.leads.map((city) => `${s.cohort}|${city}`)));
  return [...new Set([...led, ...cited.keys()])]
    .map((key) => {
      const [cohort, session, city] = key.split("|");
      const n = cited.get(key)?.size ?? 0;
      const elsewhere = cited.has(`${cohort}|${UNKNOWN}|${city}`);
      const state = led.has(key)
        ? n ? "cited" : elsewhere ? "unstated" : SILENT.has(key) ? "silent" : "outside"
        : session === UNKNOWN && ledOnce.has(`${cohort}|${city}`) ? "unstated" : "unplanned";
      return { cohort, session, city, n, state };
    })
    .sort((a, b) => compare(a.cohort, b.cohort) || compare(a.session, b.session) || compare(a.city, b.city));
}
