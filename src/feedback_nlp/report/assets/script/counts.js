"use strict";
/* More counts: the headline, themes, topics and barriers. */

const UNDERWAY = new Set(["trialling", "embedded"]);

/** @param {View} view @returns {Record<string, number>} The facts of tally.key_counts. */
function keyCounts(view) {
  const took = view.transfers.filter((row) => TAKEN.has(row.status));
  const sources = new Set(took.map((row) => row.source));
  sources.delete(null);
  const lead = [...sources].filter((city) => LEADS.has(/** @type {string} */ (city))).length;
  const underway = view.transfers.filter((row) => row.status === "affirmed" && UNDERWAY.has(row.stage));
  return {
    testimonials: view.testimonials.length,
    quotable: view.testimonials.filter((own) => own.text !== null).length,
    learners: distinct(view.testimonials.map((own) => own.learner)),
    countries: distinct(view.testimonials.map((own) => own.country)),
    sources: sources.size,
    transfers: view.transfers.length,
    measures: distinct(view.transfers.map((row) => row.group)),
    takers: distinct(took.map((row) => row.learner)),
    lead_sources: lead,
    other_sources: sources.size - lead,
    measures_taken: distinct(took.map((row) => row.group)),
    underway: distinct(underway.map((row) => row.group)),
  };
}

/** @param {View} view @param {string} city @returns {{direction: string, cities: number, measures: number, transfers: number}[]} */
function exchange(view, city) {
  const took = view.transfers.filter((row) => TAKEN.has(row.status));
  const side = (/** @type {string} */ direction, /** @type {Transfer[]} */ rows, /** @type {(?string)[]} */ others) => ({
    direction, cities: distinct(others), measures: distinct(rows.map((row) => row.group)), transfers: rows.length,
  });
  const gave = took.filter((row) => row.source === city);
  const got = took.filter((row) => row.learner === city);
  return [side("gave", gave, gave.map((row) => row.learner)), side("took", got, got.map((row) => row.source))];
}

/** @param {View} view @returns {{cohort: string, theme: string, n: number, total: number}[]} */
function themesByCohort(view) {
  const coded = groupBy(view.testimonials.filter((own) => own.notCoded === null), (own) => own.cohort);
  return [...coded.keys()].sort(compare).flatMap((cohort) => {
    const own = coded.get(cohort) ?? [];
    return [...THEMES.keys()].map((theme) => ({
      cohort, theme, n: own.filter((one) => one.themes.includes(theme)).length, total: own.length,
    }));
  });
}

/** @param {View} view @returns {{cohort: string, theme: string, group: string}[]} Measures no earlier cohort named. */
function newMeasures(view) {
  const rank = new Map(RAW.cohorts.map(([id], /** @type {number} */ i) => [id, i]));
  /** @type {Map<string, number>} */ const first = new Map();
  for (const row of view.transfers) first.set(row.group, Math.min(first.get(row.group) ?? Infinity, rank.get(row.cohort)));
  const start = Math.min(...first.values());
  const found = new Set(
    view.transfers
      .filter((row) => rank.get(row.cohort) === first.get(row.group) && rank.get(row.cohort) > start)
      .flatMap((row) => themesOf(row).map((theme) => `${row.cohort}|${theme}|${row.group}`)),
  );
  return [...found].sort(compare).map((key) => {
    const [cohort, theme, group] = key.split("|");
    return { cohort, theme, group };
  });
}

/** @param {View} view @returns {Segment[]} */
const segmentsOf = (view) => view.testimonials.flatMap((own) => own.segments);

/** @param {View} view @returns {{topic: string, n: number, nTestimonials: number}[]} */
function topicCounts(view) {
  const segments = segmentsOf(view);
  const lower = groupBy(segments, (segment) => segment.topic);
  const upper = groupBy(segments.filter((segment) => segment.parent !== null), (segment) => segment.parent ?? "");
  return TOPIC_ROWS.map(({ id }) => {
    const own = [...(lower.get(id) ?? []), ...(upper.get(id) ?? [])];
    return { topic: id, n: own.length, nTestimonials: new Set(own.map((segment) => segment.testimonial)).size };
  });
}

/**
 * @template {object} K @template V
 * @param {(key: K) => V} make
 * @returns {(key: K) => V} The same, made once for each view or list of rows; its callers must not write into it.
 */
function remembered(make) {
  /** @type {WeakMap<K, V>} */
  const known = new WeakMap();
  return (key) => {
    const found = known.get(key) ?? make(key);
    known.set(key, found);
    return found;
  };
}

const measuresOf = remembered(travellingMeasures);
const cellsOf = remembered(expectedObserved);
const topicsOf = remembered(topicCounts);

/** @param {Transfer[]} rows @returns {{theme: string, status: string, n: number, total: number}[]} */
function barriers(rows) {
  /** @type {Map<string, number>} */ const counts = new Map();
  /** @type {Map<string, number>} */ const totals = new Map();
  for (const row of rows) {
    for (const theme of themesOf(row)) {
      add(totals, theme);
      if (row.status === "conditional" || row.status === "negated") add(counts, `${theme}|${row.status}`);
    }
  }
  return [...counts].sort((a, b) => compare(a[0], b[0])).map(([key, n]) => {
    const [theme, status] = key.split("|");
    return { theme, status, n, total: totals.get(theme) ?? 0 };
  });
}
