"use strict";
/* The embedded tables, unpacked. Columns are those that embed.py writes, in its order. */

/** @typedef {{id: string, name: string, country: string, lat: ?number, lon: ?number}} City */
/** @typedef {{id: string, label: string, description: string}} Theme */
/** @typedef {{id: string, cohort: string, phase: ?string, label: string, kind: string, held: ?string, leads: string[]}} Session */
/** @typedef {{id: string, label: string, keywords: string, stability: ?number, unstable: boolean, parent: ?string}} Topic */
/** @typedef {{topic: string, change: string, before: number, after: number, labelBefore: ?string}} Change */
/** @typedef {{start: ?number, end: ?number}} Span */
/** @typedef {Span & {city: ?string, role: string}} Mention */
/** @typedef {Span & {group: string, themes: string[]}} Measure */
/** @typedef {Span & {id: string, topic: string, parent: ?string, x: ?number, y: ?number, testimonial: Testimonial}} Segment */
/**
 * @typedef {Span & {testimonial: Testimonial, cohort: string, session: ?string, learner: ?string, country: ?string,
 *   source: ?string, measure: number, group: string, themes: string[], stage: string, status: string,
 *   review: boolean, reviewed: boolean}} Transfer
 */
/**
 * @typedef {Object} Testimonial
 * @property {string} id
 * @property {string} cohort
 * @property {?string} session
 * @property {?string} learner City id.
 * @property {?string} learnerName
 * @property {?string} country
 * @property {?string} date
 * @property {string} language
 * @property {?string} notCoded
 * @property {?string} file
 * @property {?number} row
 * @property {?string} text Null where it may not be quoted.
 * @property {string[]} themes
 * @property {Mention[]} mentions
 * @property {Measure[]} measures
 * @property {Transfer[]} transfers
 * @property {Segment[]} segments
 * @property {string} haystack What the search looks in.
 */

const UNKNOWN = "?";
const REST = "+";
const STAGES = ["heard", "understood", "intends", "trialling", "embedded"];
const STATUSES = ["affirmed", "conditional", "negated", "already"];

/** @param {string} id @returns {any} The content of an embedded JSON element. */
function embedded(id) {
  const element = document.getElementById(id);
  if (!element || !element.textContent) throw new Error(`the page lacks its ${id}`);
  return JSON.parse(element.textContent);
}

const RAW = embedded("report-data");
/** @type {Record<string, any>} Figures by name: where their layout and traces come from. */
const FIGURES = embedded("report-figures");

/** @template {{id: string}} T @param {T[]} rows @returns {Map<string, T>} */
const byId = (rows) => new Map(rows.map((row) => [row.id, row]));

/** @type {City[]} */
const CITY_ROWS = RAW.cities.map(([id, name, country, lat, lon]) => ({ id, name, country, lat, lon }));
/** @type {Theme[]} */
const THEME_ROWS = RAW.themes.map(([id, label, description]) => ({ id, label, description }));
/** @type {Session[]} */
const SESSION_ROWS = RAW.sessions.map(([id, cohort, phase, label, kind, held, leads]) => ({
  id, cohort, phase, label, kind, held, leads,
}));
/** @type {Topic[]} */
const TOPIC_ROWS = RAW.topics.map(([id, label, keywords, stability, unstable, parent]) => ({
  id, label, keywords, stability, unstable, parent,
}));
/** @type {Change[]} */
const CHANGE_ROWS = RAW.changes.map(([topic, change, before, after, labelBefore]) => ({
  topic, change, before, after, labelBefore,
}));
/** @type {{id: string, label: string}[]} */
const COHORT_ROWS = RAW.cohorts
  .map(([id, label]) => ({ id, label }))
  .filter((/** @type {{id: string}} */ cohort) => RAW.present.includes(cohort.id));

const CITIES = byId(CITY_ROWS);
const THEMES = byId(THEME_ROWS);
const SESSIONS = byId(SESSION_ROWS);
const TOPICS = byId(TOPIC_ROWS);
const COHORTS = byId(COHORT_ROWS);
/** @type {Map<string, string>} */
const GROUPS = new Map(RAW.groups);
/** @type {Set<string>} */
const LEADS = new Set(SESSION_ROWS.flatMap((session) => session.leads));

/** @param {string} text @returns {string} Text without diacritics and case. */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** @param {any[]} row @returns {Testimonial} */
function unpack(row) {
  const [id, cohort, session, learner, learnerName, country, date, language, notCoded, file, line, text] = row;
  const [themes, mentions, measures, transfers, segments] = row.slice(12);
  /** @type {Testimonial} */
  const own = {
    id, cohort, session, learner, learnerName, country, date, language, notCoded, file, row: line, text, themes,
    mentions: mentions.map(([start, end, city, role]) => ({ start, end, city, role })),
    measures: measures.map(([start, end, group, ids]) => ({ start, end, group, themes: ids ? ids.split(";") : [] })),
    transfers: [],
    segments: [],
    haystack: "",
  };
  own.transfers = transfers.map(([start, end, source, measure, stage, status, review, reviewed]) => ({
    start, end, source, measure, stage, status, review, reviewed, testimonial: own, cohort, session, learner, country,
    group: own.measures[measure].group,
    themes: own.measures[measure].themes.length ? own.measures[measure].themes : themes,
  }));
  own.segments = segments.map(([start, end, key, topic, x, y]) => ({
    start, end, id: key, topic, x, y, testimonial: own, parent: TOPICS.get(topic)?.parent ?? null,
  }));
  return own;
}

/** @type {Testimonial[]} */
const TESTIMONIALS = RAW.testimonials.map(unpack);

/** @param {Testimonial} own @returns {string} Made at the first search, because most views never search. */
function haystack(own) {
  if (!own.haystack) own.haystack = fold(`${own.text ?? ""}\n${own.learnerName ?? ""}`);
  return own.haystack;
}

/** @template T @param {Iterable<T>} values @param {(value: T) => string} key @returns {Map<string, T[]>} */
function groupBy(values, key) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const value of values) {
    const name = key(value);
    const group = groups.get(name);
    if (group) group.push(value);
    else groups.set(name, [value]);
  }
  return groups;
}

/** @param {Iterable<?string>} values @returns {number} How many different ones there are, null left out. */
const distinct = (values) => new Set([...values].filter((value) => value !== null)).size;

/** @param {string} a @param {string} b @returns {number} Order of ids as Python sorts them. */
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
