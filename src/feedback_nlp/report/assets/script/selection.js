"use strict";
/* What the view is narrowed to, and the rows that are left: the same rules as tally/selection.py. */

/** @typedef {{testimonials: Testimonial[], transfers: Transfer[], took: Transfer[], filter: Filter}} View */
/** @typedef {Record<string, string>} Filter A value for each of FILTERS that narrows the view. */

const FILTERS = ["cohort", "phase", "session", "theme", "source", "country", "stage", "status", "text"];
const TAKEN = new Set(["affirmed", "conditional"]);

/** @param {?string} value @param {string | undefined} wanted @returns {boolean} */
const is = (value, wanted) => wanted === undefined || (wanted === UNKNOWN ? value === null : value === wanted);

/** @param {Testimonial} own @param {Filter} filter @param {string} needle @returns {boolean} */
function testimonialFits(own, filter, needle) {
  if (!is(own.cohort, filter.cohort) || !is(own.session, filter.session) || !is(own.country, filter.country)) return false;
  if (filter.phase) {
    const session = own.session === null ? undefined : SESSIONS.get(own.session);
    if (!session || `${session.cohort}/${session.phase}` !== filter.phase) return false;
  }
  return !needle || haystack(own).includes(needle);
}

/** @param {string[]} themes @param {string | undefined} wanted @returns {boolean} */
const hasTheme = (themes, wanted) =>
  wanted === undefined || (wanted === UNKNOWN ? themes.length === 0 : themes.includes(wanted));

/** @param {Transfer} row @param {Filter} filter @returns {boolean} */
function transferFits(row, filter) {
  return (
    is(row.source, filter.source) && is(row.stage, filter.stage) && is(row.status, filter.status) &&
    hasTheme(row.themes, filter.theme)
  );
}

/** @param {Testimonial} own @param {Filter} filter @returns {boolean} Whether it belongs without a transfer that fits. */
function mentions(own, filter) {
  if (filter.stage || filter.status || filter.theme === UNKNOWN || filter.source === UNKNOWN) return false;
  if (filter.theme && !own.themes.includes(filter.theme)) return false;
  return !filter.source || own.mentions.some((m) => m.role === "source" && m.city === filter.source);
}

/** @param {Filter} filter @returns {View} */
function select(filter) {
  const needle = filter.text ? fold(filter.text.trim()) : "";
  const narrowed = filter.theme || filter.source || filter.stage || filter.status;
  /** @type {Testimonial[]} */
  const testimonials = [];
  /** @type {Transfer[]} */
  const transfers = [];
  for (const own of TESTIMONIALS) {
    if (!testimonialFits(own, filter, needle)) continue;
    const rows = narrowed ? own.transfers.filter((row) => transferFits(row, filter)) : own.transfers;
    if (narrowed && !rows.length && !mentions(own, filter)) continue;
    testimonials.push(own);
    for (const row of rows) transfers.push(row);
  }
  return { testimonials, transfers, took: taken(transfers, filter), filter };
}

/**
 * @param {Transfer[]} rows @param {Filter} filter
 * @returns {Transfer[]} What was taken, or all where the reader asks for one status.
 */
const taken = (rows, filter) => (filter.status ? rows : rows.filter((row) => TAKEN.has(row.status)));

/** @returns {{filter: Filter, show: ?string, level: ?string}} The state that the address holds. */
function readAddress() {
  const fields = new URLSearchParams(location.hash.slice(1));
  /** @type {Filter} */
  const filter = {};
  for (const name of FILTERS) {
    const value = fields.get(name);
    if (value) filter[name] = value;
  }
  return { filter, show: fields.get("show"), level: fields.get("level") };
}

/** @param {Filter} filter @param {?string} show @param {?string} level @returns {string} The address of a view. */
function address(filter, show, level) {
  const fields = new URLSearchParams();
  for (const name of FILTERS) if (filter[name]) fields.set(name, filter[name]);
  if (level && level !== RAW.level) fields.set("level", level);
  if (show) fields.set("show", show);
  const hash = fields.toString();
  return location.href.split("#")[0] + (hash ? `#${hash}` : "");
}
