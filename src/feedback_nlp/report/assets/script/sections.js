"use strict";
/* Everything on the page that is words or lists, made anew for each view. */

const FIRST_MEASURES = 12;
const FIRST_QUOTES = 6;
const MORE_MEASURES = 50;
const MORE_QUOTES = 30;

/** @param {string} id A button that shows more of a list. @param {number} left How many are not shown. @param {number} step */
function writeMore(id, left, step) {
  const button = /** @type {HTMLButtonElement} */ (document.getElementById(id));
  button.hidden = left <= 0;
  button.textContent = t("n_more", { n: Math.min(left, step) });
}

/** @param {string} id @param {string} content HTML. */
function fill(id, content) {
  const element = document.getElementById(id);
  if (element) element.innerHTML = content;
}

/** @param {string} id @param {string} words */
function write(id, words) {
  const element = document.getElementById(id);
  if (element) element.textContent = words;
}

/** @param {View} view @param {Record<string, number>} counts @returns {string} The headline, as page.heading makes it. */
function headline(view, counts) {
  if (RAW.focus?.kind === "city") {
    return exchange(view, RAW.focus.key)
      .map((row) => t(`headline_${row.direction}${row.transfers ? "" : "_none"}`, {
        city: RAW.focus.label, cities: t("n_cities", { n: row.cities }), measures: t("n_measures", { n: row.measures }),
      }))
      .join(" ");
  }
  if (!counts.measures_taken) return t("headline_none");
  const parts = counts.lead_sources
    ? [["n_lead_cities", counts.lead_sources], ["n_other_cities", counts.other_sources]].filter(([, n]) => n)
    : [["n_cities", counts.other_sources]];
  return t(counts.underway ? "headline" : "headline_early", {
    takers: t("n_cities", { n: counts.takers }),
    measures: t("n_measures", { n: counts.measures_taken }),
    sources: parts.map(([key, n]) => t(String(key), { n })).join(` ${t("and")} `),
    underway: t("n_underway", { n: counts.underway }),
  });
}

/** @param {View} view */
function writeHead(view) {
  const counts = keyCounts(view);
  write("headline", headline(view, counts));
  write("basis", t("basis", {
    n: counts.testimonials, total: TESTIMONIALS.length,
    learners: t("n_cities", { n: counts.learners }), countries: t("n_countries", { n: counts.countries }),
  }));
  for (const element of document.querySelectorAll("[data-count]")) {
    element.textContent = number(/** @type {any} */ (counts)[/** @type {HTMLElement} */ (element).dataset.count ?? ""]);
  }
  write("selected", t("of_total", { n: counts.testimonials, total: TESTIMONIALS.length }));
}

/** @param {View} view @returns {Record<string, string>} One sentence per section. */
function takeaways(view) {
  const sources = groupBy(view.took.filter((row) => row.source !== null), (row) => row.source ?? "");
  const [top] = [...sources].sort((a, b) => b[1].length - a[1].length || compare(a[0], b[0]));
  const underway = view.transfers.filter((row) => row.status === "affirmed" && UNDERWAY.has(row.stage)).length;
  const [far] = measuresOf(view.transfers);
  const themes = bySum(themesByCohort(view));
  const cells = cellsOf(view);
  const lower = topicsOf(view).filter((row) => row.n && !TOPIC_ROWS.some((topic) => topic.parent === row.topic));
  const status = (/** @type {string} */ name) => view.transfers.filter((row) => row.status === name).length;
  const coded = view.testimonials.filter((own) => own.notCoded === null).length;
  return {
    flows: top
      ? t("flows_take", { source: cityName(top[0]), transfers: t("n_transfers", { n: top[1].length }), cities: t("n_cities", { n: distinct(top[1].map((row) => row.learner)) }) })
      : t("flows_take_none"),
    ladder: t("ladder_take", { n: underway, total: view.transfers.length, share: percent(underway, view.transfers.length) }),
    measures: far && far.learners.length < 2 ? t("measures_single") : far
      ? t("measures_take", { label: GROUPS.get(far.group) ?? "", cities: t("n_cities", { n: far.learners.length }), sources: t("n_cities", { n: far.sources.length }) })
      : t("empty"),
    matrix: matrixTake(cells),
    themes: coded && themes.length ? t("themes_take", { theme: themeName(themes[0].theme), n: themes[0].n, total: coded, share: percent(themes[0].n, coded) }) : t("empty"),
    topics: lower.length
      ? t(lower.some((row) => TOPICS.get(row.topic)?.unstable) ? "topics_take" : "topics_take_stable", { n: lower.length, groups: new Set(lower.map((row) => TOPICS.get(row.topic)?.parent ?? row.topic)).size, unstable: lower.filter((row) => TOPICS.get(row.topic)?.unstable).length })
      : t("topics_none"),
    barriers: status("conditional") + status("negated")
      ? t("barriers_take", { conditional: status("conditional"), negated: status("negated"), total: view.transfers.length })
      : t("barriers_none"),
  };
}

/** @param {{session: string, city: string, n: number, state: string}[]} cells @returns {string} */
function matrixTake(cells) {
  const led = cells.filter((cell) => cell.session !== UNKNOWN && cell.state !== "unplanned" && cell.state !== "outside");
  const silent = [...new Set(led.filter((cell) => cell.state === "silent").map((cell) => cityName(cell.city)))];
  const unplanned = cells.filter((cell) => cell.state === "unplanned").reduce((sum, cell) => sum + cell.n, 0);
  if (!LEADS.size) return `${t("matrix_no_leads")} ${t("matrix_unplanned", { unplanned })}`;
  return [
    t("matrix_take", { cited: led.filter((cell) => cell.state === "cited").length, led: led.length }),
    ...(silent.length ? [t("matrix_silent", { cities: silent.join(", ") })] : []),
    t("matrix_unplanned", { unplanned }),
  ].join(" ");
}

/** @param {View} view Cities that gave most, with how much and to how many. */
function writeGivers(view) {
  const sources = [...groupBy(view.took.filter((row) => row.source !== null), (row) => row.source ?? "")]
    .sort((a, b) => b[1].length - a[1].length || compare(a[0], b[0]));
  const most = sources[0]?.[1].length ?? 1;
  const line = (/** @type {[string, Transfer[]]} */ [city, rows]) => `<li${rows.length < minGroup() ? ' class="thin"' : ""}>
    <button type="button" class="link" data-mark="gave:${html(city)}">${html(cityName(city))}</button>
    <span class="meter"><i style="width:${(100 * rows.length) / most}%"></i></span>
    <span class="soft">${html(t("n_of_learners", { transfers: t("n_transfers", { n: rows.length }), cities: t("n_cities", { n: distinct(rows.map((row) => row.learner)) }) }))}</span></li>`;
  fill("givers", sources.length ? `<ol class="plain givers">${sources.slice(0, 10).map(line).join("")}</ol>` : `<p class="soft">${html(t("empty"))}</p>`);
}

/** @param {{theme: string, n: number}[]} rows @returns {{theme: string, n: number}[]} */
function bySum(rows) {
  const sums = [...groupBy(rows, (row) => row.theme)].map(([theme, own]) => ({ theme, n: own.reduce((sum, row) => sum + row.n, 0) }));
  return sums.sort((a, b) => b.n - a.n || compare(a.theme, b.theme));
}

/** @param {View} view @param {number} shown */
function writeMeasures(view, shown) {
  const rows = measuresOf(view.transfers);
  fill("measures-table", rows.length ? measuresTable(rows, shown) : `<p class="note">${html(t("empty"))}</p>`);
  writeMore("measures-more", rows.length - shown, MORE_MEASURES);
  write("measures-note", t("measures_note", { n: minGroup() }));
}

/** @param {View} view @returns {string} The theme that grew most between the last two cohorts, if both are large enough. */
function risingTheme(view) {
  const byCohort = groupBy(themesByCohort(view), (row) => row.cohort);
  const large = COHORT_ROWS.filter((cohort) => (byCohort.get(cohort.id)?.[0]?.total ?? 0) >= minGroup()).slice(-2);
  if (large.length < 2) return "";
  const [earlier, later] = large.map((cohort) => byCohort.get(cohort.id) ?? []);
  const rises = later.map((row, i) => ({ row, before: earlier[i], by: row.n / row.total - earlier[i].n / earlier[i].total }));
  const [top] = rises.sort((a, b) => b.by - a.by || compare(a.row.theme, b.row.theme));
  if (top.by <= 0) return "";
  return t("theme_rose", {
    theme: themeName(top.row.theme), earlier: large[0].label, later: large[1].label,
    before: share(top.before.n, top.before.total), after: share(top.row.n, top.row.total),
  });
}

/** @param {View} view */
function writeNew(view) {
  const rank = new Map(measuresOf(view.transfers).map((row, i) => [row.group, i]));
  const fresh = newMeasures(view).sort((a, b) => (rank.get(a.group) ?? 0) - (rank.get(b.group) ?? 0));
  const cohorts = COHORT_ROWS.filter((cohort) => fresh.some((row) => row.cohort === cohort.id));
  const part = (/** @type {{id: string, label: string}} */ cohort) => {
    const own = fresh.filter((row) => row.cohort === cohort.id);
    const groups = [...new Map(own.map((row) => [row.group, row])).values()];
    const items = groups.slice(0, 6).map((row) =>
      `<li><button type="button" class="link" data-mark="fresh:${html(`${row.cohort}|${row.theme}|${row.group}`)}">${html(GROUPS.get(row.group) ?? "")}</button> <span class="soft">${html(themeName(row.theme))}</span></li>`);
    return `<h3>${html(t("new_in", { cohort: cohort.label }))}</h3><p class="soft">${html(t("new_count", { measures: t("n_measures", { n: groups.length }) }))}</p><ul class="plain">${items.join("")}</ul>`;
  };
  const rise = risingTheme(view);
  const rose = rise ? `<p class="rise">${html(rise)}</p>` : "";
  fill("themes-new", rose + (cohorts.length ? cohorts.map(part).join("") : COHORT_ROWS.length > 1 ? `<p class="soft">${html(t("nothing_new"))}</p>` : ""));
}

/** @param {View} view */
function writeTopics(view) {
  const counts = new Map(topicsOf(view).map((row) => [row.topic, row]));
  const most = Math.max(1, ...[...counts.values()].map((row) => row.n));
  const hues = new Map(FIGURES.topics.data.filter((/** @type {any} */ trace) => trace.meta).map((/** @type {any} */ trace) => [trace.meta, trace.marker.color]));
  const dot = (/** @type {string} */ id) => (hues.has(id) ? `<i class="dot" style="background:${hues.get(id)}"></i>` : "");
  const line = (/** @type {Topic} */ topic) => {
    const n = counts.get(topic.id)?.n ?? 0;
    const badge = topic.stability === null ? "" : `<span class="badge ${topic.unstable ? "unstable" : "stable"}" title="${html(t("stability", { value: topic.stability.toFixed(2) }))}">${html(t(topic.unstable ? "unstable" : "stable"))}</span>`;
    return `<li${n < minGroup() ? ' class="thin"' : ""}><div class="topic"><span>${dot(topic.id)}<button type="button" class="link" data-mark="topic:${html(topic.id)}">${html(topic.label)}</button></span>${badge}
      <span class="meter"><i style="width:${(100 * n) / most}%"></i></span><span class="n">${html(t("n_sentences", { n }))}</span></div>
      <p class="keywords">${html(topic.keywords.split(";").slice(0, 6).join(", "))}</p>${branch(topic.id)}</li>`;
  };
  const branch = (/** @type {?string} */ parent) => {
    const own = TOPIC_ROWS.filter((topic) => topic.parent === parent && (counts.get(topic.id)?.n ?? 0) > 0);
    own.sort((a, b) => (counts.get(b.id)?.n ?? 0) - (counts.get(a.id)?.n ?? 0));
    return own.length ? `<ul class="tree">${own.map(line).join("")}</ul>` : "";
  };
  fill("topic-tree", branch(null) || `<p class="note">${html(t("topics_none"))}</p>`);
  const points = segmentsOf(view).filter((segment) => segment.x !== null).length;
  const drawn = Math.ceil(points / (Math.ceil(points / MOST_POINTS) || 1));
  write("topics-note", drawn < points ? t("topics_sampled", { n: drawn, total: points }) : "");
}

/** Topics against the run before; the same for every view. */
function writeChanges() {
  const told = CHANGE_ROWS.filter((row) => row.change !== "kept").sort((a, b) => compare(a.change, b.change) || b.after - a.after);
  const kept = CHANGE_ROWS.length - told.length;
  const line = (/** @type {Change} */ row) => `<li><span class="badge ${row.change}">${html(t(`change_${row.change}`))}</span>
    ${html(TOPICS.get(row.topic)?.label ?? row.labelBefore ?? row.topic)} <span class="soft">${html(t("change_counts", { before: row.before, after: row.after }))}</span></li>`;
  const rest = kept ? `<li><span class="badge kept">${html(t("change_kept"))}</span> ${kept}</li>` : "";
  fill("topic-changes", CHANGE_ROWS.some((row) => row.before > 0) ? `<ul class="plain changes">${told.map(line).join("")}${rest}</ul>` : `<p class="soft">${html(t("no_changes"))}</p>`);
}

/** @param {string} text @param {number} end @returns {number} Where the sentence after the evidence ends: it often says why. */
function endOfNext(text, end) {
  const next = /^[^.!?]{0,220}[.!?]/u.exec(text.slice(end));
  return next ? end + next[0].length : end;
}

/** @param {View} view @param {number} shown */
function writeQuotes(view, shown) {
  const rows = view.transfers.filter((row) => row.status === "negated" || row.status === "conditional");
  const seen = new Set();
  const open = rows.filter((row) => {
    const key = `${row.testimonial.id}|${row.measure}|${row.status}`;
    return row.testimonial.text !== null && !seen.has(key) && seen.add(key);
  });
  const quote = (/** @type {Transfer} */ row) => {
    const text = row.testimonial.text ?? "";
    const start = row.start ?? 0;
    const end = endOfNext(text, row.end ?? 0);
    const inside = marksIn(row.testimonial, [row])
      .filter((mark) => mark.kind !== "evidence" && mark.start >= start && mark.end <= end)
      .map((mark) => ({ ...mark, start: mark.start - start, end: mark.end - start }));
    return `<li class="quote ${row.status}"><span class="badge ${row.status}">${html(rungName(row.status))}</span>
      <blockquote>${highlighted(text.slice(start, end), inside)}</blockquote>
      <p class="facts"><button type="button" class="link" data-mark="testimonial:${html(row.testimonial.id)}">${html(row.testimonial.learnerName ?? t("unknown_learner"))}</button>
      · ${html(row.themes.map(themeName).join(", ") || t("unknown_theme"))}</p></li>`;
  };
  /** @type {HTMLElement} */ (document.getElementById("chart-barriers")).hidden = !rows.length;
  fill("barrier-quotes", open.slice(0, shown).map(quote).join(""));
  writeMore("barriers-more", open.length - shown, MORE_QUOTES);
}
