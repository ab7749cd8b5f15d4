"use strict";
/* The filter form: its options, and what it is set to. */

/** @typedef {{value: string, label: string, group?: string}} Option */

const form = /** @type {HTMLFormElement} */ (document.getElementById("filters"));

/** @param {Option[]} options @returns {Option[]} */
const sorted = (options) => options.sort((a, b) => alphabet.compare(a.label, b.label));

/** @param {(?string)[]} values @param {string} label @returns {Option[]} The option for unknown values, if there are any. */
const unknownOption = (values, label) => (values.includes(null) ? [{ value: UNKNOWN, label: t(label) }] : []);

/** @returns {Option[]} Phases and sessions under their cohort; a phase's value begins with `phase=`. */
function sessionOptions() {
  return [
    ...COHORT_ROWS.flatMap((cohort) => {
      const own = SESSION_ROWS.filter((session) => session.cohort === cohort.id);
      const phases = [...new Set(own.map((session) => session.phase).filter((phase) => phase !== null))].sort();
      return [
        ...phases.map((phase) => ({
          value: `phase=${cohort.id}/${phase}`, group: cohort.label,
          label: t("phase", { phase: RAW.phases[`${cohort.id}/${phase}`] ?? phase ?? "" }),
        })),
        ...own.map((session) => ({ value: session.id, label: session.label, group: cohort.label })),
      ];
    }),
    ...unknownOption(TESTIMONIALS.map((own) => own.session), "unknown_session"),
  ];
}

/** @returns {Record<string, Option[]>} */
function filterOptions() {
  const transfers = TESTIMONIALS.flatMap((own) => own.transfers);
  const sources = transfers.map((row) => row.source);
  const countries = TESTIMONIALS.map((own) => own.country);
  const known = (/** @type {(?string)[]} */ values) => /** @type {string[]} */ ([...new Set(values)].filter((value) => value !== null));
  return {
    cohort: COHORT_ROWS.map((cohort) => ({ value: cohort.id, label: cohort.label })),
    session: sessionOptions(),
    theme: THEME_ROWS.map((theme) => ({ value: theme.id, label: theme.label })),
    source: [...sorted(known(sources).map((id) => ({ value: id, label: cityName(id) }))), ...unknownOption(sources, "unknown_source")],
    country: [...sorted(known(countries).map((code) => ({ value: code, label: countryName(code) }))), ...unknownOption(countries, "unknown")],
    stage: STAGES.map((stage) => ({ value: stage, label: t(`stage_${stage}`) })),
    status: STATUSES.map((status) => ({ value: status, label: t(`status_${status}`) })),
  };
}

/** @param {HTMLSelectElement} select @param {Option[]} options */
function fillSelect(select, options) {
  const one = (/** @type {Option} */ option) => `<option value="${html(option.value)}">${html(option.label)}</option>`;
  const groups = groupBy(options, (option) => option.group ?? "");
  select.innerHTML = `<option value="">${html(t("all"))}</option>` + [...groups]
    .map(([name, own]) => (name ? `<optgroup label="${html(name)}">${own.map(one).join("")}</optgroup>` : own.map(one).join("")))
    .join("");
}

function fillFilters() {
  for (const [name, options] of Object.entries(filterOptions())) {
    const select = form.elements.namedItem(name);
    if (select instanceof HTMLSelectElement) fillSelect(select, options);
  }
}

/** @returns {Filter} What the form says. */
function readForm() {
  /** @type {Filter} */
  const filter = {};
  for (const [name, value] of new FormData(form)) {
    const words = String(value).trim();
    if (words.startsWith("phase=")) filter.phase = words.slice(6);
    else if (words) filter[name] = words;
  }
  return filter;
}

/** @param {Filter} filter Sets the form; a value it has no option for is dropped by the form itself. */
function writeForm(filter) {
  for (const name of FILTERS) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLSelectElement || field instanceof HTMLInputElement) {
      field.value = name === "session" && filter.phase ? `phase=${filter.phase}` : filter[name] ?? "";
    }
  }
}

/** @param {Filter} filter @returns {{name: string, label: string}[]} What narrows the view, in words. */
function filterWords(filter) {
  const words = {
    cohort: cohortName, session: sessionName, theme: themeName, source: cityName, country: countryName,
    stage: rungName, status: rungName,
    phase: (/** @type {string} */ key) => t("phase", { phase: RAW.phases[key] ?? key.split("/")[1] }),
    text: (/** @type {string} */ value) => `“${value}”`,
  };
  return FILTERS.filter((name) => filter[name]).map((name) => ({ name, label: /** @type {any} */ (words)[name](filter[name]) }));
}
