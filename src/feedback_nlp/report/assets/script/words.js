"use strict";
/* The words of the page's language, and how numbers stand in them. */

const WORDS = RAW.strings;

/** @param {number} value @returns {string} */
function number(value) {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, WORDS.thousands);
}

/**
 * @param {string} key
 * @param {Record<string, string | number>} [blanks] `n` also chooses singular or plural.
 * @returns {string}
 */
function t(key, blanks = {}) {
  const entry = WORDS.text[key];
  if (entry === undefined) throw new Error(`no words for ${key}`);
  const words = Array.isArray(entry) ? entry[WORDS.singular.includes(blanks.n) ? 0 : 1] : entry;
  return words.replace(/\{(\w+)\}/g, (_, /** @type {string} */ name) => {
    const value = blanks[name];
    return typeof value === "number" ? number(value) : String(value);
  });
}

/** @param {number} part @param {number} whole @returns {string} A percentage without its n, "–" where n is 0. */
const percent = (part, whole) => (whole ? `${Math.round((100 * part) / whole)} %` : "–");

/** @param {number} part @param {number} whole @returns {string} A percentage with its n. */
const share = (part, whole) => (whole ? `${part} / ${whole} (${percent(part, whole)})` : "0");

/** @param {string} value @returns {string} Text that may stand in HTML. */
function html(value) {
  return value.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** @param {?string} id @returns {string} */
const cityName = (id) => (id === null || id === UNKNOWN ? t("unknown") : id === REST ? t("others") : CITIES.get(id)?.name ?? id);
/** @param {?string} id @returns {string} */
const themeName = (id) => (id === null || id === UNKNOWN ? t("unknown_theme") : THEMES.get(id)?.label ?? id);
/** @param {?string} code @returns {string} */
const countryName = (code) => (code === null || code === UNKNOWN ? t("unknown") : WORDS.countries[code] ?? code);
/** @param {?string} id @returns {string} */
const sessionName = (id) => (id === null || id === UNKNOWN ? t("unknown_session") : SESSIONS.get(id)?.label ?? id);
/** @param {string} id @returns {string} */
const cohortName = (id) => COHORTS.get(id)?.label ?? id;
/** @param {string} rung @returns {string} A stage, or one of the statuses that are no rung. */
const rungName = (rung) => t(STAGES.includes(rung) ? `stage_${rung}` : `status_${rung}`);
/** @param {string} key @returns {string} A learner of the flows: a city, a country, unknown or the rest. */
const learnerName = (key) => (key === UNKNOWN ? t("unknown") : key === REST ? t("others") : CITIES.get(key)?.name ?? countryName(key));

/** Order of words for readers; made once, because making one is slow. */
const alphabet = new Intl.Collator(WORDS.language);

/** @param {?string} iso @returns {string} A date as the language writes it. */
function dateText(iso) {
  if (!iso) return t("unknown");
  const day = new Date(`${iso}T00:00:00Z`);
  return day.toLocaleDateString(WORDS.language, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}
