"use strict";
/* From a mark on the page to the testimonials behind it. A mark's key is its kind, a colon and its parts. */

/**
 * @typedef {Object} Evidence
 * @property {string} title
 * @property {Testimonial[]} testimonials
 * @property {Set<Transfer>} rows Transfers to point out; empty for all of a testimonial.
 * @property {Filter | null} narrow What would narrow the report to it, where a filter can say that.
 */

/** @param {string} title @param {Transfer[]} rows @param {Filter | null} narrow @returns {Evidence} */
function ofTransfers(title, rows, narrow) {
  return { title, testimonials: [...new Set(rows.map((row) => row.testimonial))], rows: new Set(rows), narrow };
}

/** @param {string} title @param {Testimonial[]} testimonials @param {Filter | null} narrow @returns {Evidence} */
const ofTestimonials = (title, testimonials, narrow) => ({ title, testimonials, rows: new Set(), narrow });

/** @param {string} name @param {string} key @param {string} level @returns {Filter | null} */
function endFilter(name, key, level) {
  if (key === REST) return null;
  if (name === "learner") return level === "country" ? { country: key } : null;
  return { [name]: key };
}

/** @param {View} view @param {string[]} parts @param {string} level @returns {Evidence} */
function flowEvidence(view, [side, origin, target], level) {
  const ends = flowEnds(view.took, level);
  const theme = side === "given" ? target : origin;
  const rows = view.took.filter(
    (row) => themesOf(row).includes(theme) && (side === "given" ? ends.source(row) === origin : ends.learner(row) === target),
  );
  const other = side === "given" ? endFilter("source", origin, level) : endFilter("learner", target, level);
  const from = side === "given" ? cityName(origin) : themeName(origin);
  const to = side === "given" ? themeName(target) : learnerName(target);
  return ofTransfers(`${from} → ${to}`, rows, other && { theme, ...other });
}

/** @param {View} view @param {string} topic @returns {Evidence} */
function topicEvidence(view, topic) {
  const own = (/** @type {Segment} */ segment) => segment.topic === topic || segment.parent === topic;
  const found = view.testimonials.filter((one) => one.segments.some(own));
  return ofTestimonials(TOPICS.get(topic)?.label ?? topic, found, null);
}

/** @param {View} view @param {string} name @returns {Evidence} */
function countEvidence(view, name) {
  const title = t(`count_${name}`);
  if (["testimonials", "learners", "countries"].includes(name)) return ofTestimonials(title, view.testimonials, null);
  if (name === "underway") {
    return ofTransfers(title, view.transfers.filter((row) => row.status === "affirmed" && UNDERWAY.has(row.stage)), null);
  }
  return ofTransfers(title, view.transfers, null);
}

/** @type {Record<string, (view: View, parts: string[], level: string) => Evidence>} */
const EVIDENCE = {
  count: (view, [name]) => countEvidence(view, name),
  source: (view, [key], level) => {
    const ends = flowEnds(view.took, level);
    return ofTransfers(`${t("from")} ${cityName(key)}`, view.took.filter((row) => ends.source(row) === key), endFilter("source", key, level));
  },
  learner: (view, [key], level) => {
    const ends = flowEnds(view.took, level);
    return ofTransfers(`${t("to")} ${learnerName(key)}`, view.took.filter((row) => ends.learner(row) === key), endFilter("learner", key, level));
  },
  theme: (view, [key]) => ofTransfers(themeName(key), view.took.filter((row) => themesOf(row).includes(key)), { theme: key }),
  flow: flowEvidence,
  pair: (view, [source, learner]) =>
    ofTransfers(`${cityName(source)} → ${cityName(learner)}`, view.took.filter((r) => r.source === source && r.learner === learner), { source }),
  city: (view, [city]) => {
    const rows = view.took.filter((row) => row.source === city || row.learner === city);
    return ofTransfers(cityName(city), rows, rows.some((row) => row.source === city) ? { source: city } : null);
  },
  gave: (view, [city]) => ofTransfers(`${t("from")} ${cityName(city)}`, view.took.filter((row) => row.source === city), { source: city }),
  ladder: (view, [cohort, rung, part]) => {
    const rows = view.transfers.filter((row) => row.cohort === cohort && rungOf(row).rung === rung && rungOf(row).part === part);
    /** @type {Filter} */
    const narrow = part === "apart" ? { cohort, status: rung } : { cohort, stage: rung, status: part };
    return ofTransfers(`${rungName(rung)} · ${cohortName(cohort)}`, rows, narrow);
  },
  cell: (view, [cohort, session, city]) => {
    const found = citations(view).get(`${cohort}|${session}|${city}`) ?? new Set();
    const own = view.testimonials.filter((one) => found.has(one));
    const rows = view.transfers.filter((row) => found.has(row.testimonial) && row.source === city);
    const title = `${cityName(city)} · ${sessionName(session)}`;
    return { title, testimonials: own, rows: new Set(rows), narrow: { cohort, session, source: city } };
  },
  about: (view, [cohort, theme]) => {
    const own = view.testimonials.filter((one) => one.cohort === cohort && one.notCoded === null && one.themes.includes(theme));
    return ofTestimonials(`${themeName(theme)} · ${cohortName(cohort)}`, own, { cohort, theme });
  },
  fresh: (view, [cohort, theme, group]) =>
    ofTransfers(
      GROUPS.get(group) ?? group,
      view.transfers.filter((row) => row.cohort === cohort && row.group === group && themesOf(row).includes(theme)),
      null,
    ),
  segment: (view, [id]) => {
    const own = view.testimonials.filter((one) => one.segments.some((segment) => segment.id === id));
    return ofTestimonials(TOPICS.get(own[0]?.segments.find((s) => s.id === id)?.topic ?? "")?.label ?? t("topic"), own, null);
  },
  topic: (view, [id]) => topicEvidence(view, id),
  barrier: (view, [theme, status]) => {
    const rows = view.transfers.filter((row) => row.status === status && themesOf(row).includes(theme));
    return ofTransfers(`${rungName(status)} · ${themeName(theme)}`, rows, { theme, status });
  },
  measure: (view, [group]) => ofTransfers(GROUPS.get(group) ?? group, view.transfers.filter((row) => row.group === group), null),
  testimonial: (_view, [id]) => {
    const own = TESTIMONIALS.filter((one) => one.id === id);
    return ofTestimonials(own[0] ? own[0].learnerName ?? t("unknown_learner") : id, own, null);
  },
};

/** @param {View} view @param {string} mark @param {string} level @returns {Evidence | null} Null for an unknown mark. */
function evidenceOf(view, mark, level) {
  const at = mark.indexOf(":");
  const find = EVIDENCE[mark.slice(0, at)];
  return at > 0 && find ? find(view, mark.slice(at + 1).split("|"), level) : null;
}
