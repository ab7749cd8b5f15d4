"use strict";
/* Tables: the data behind each chart, and the measures, topics and obstacles that are lists on the page. */

/** @typedef {{head: string[], rows: {mark: ?string, cells: (string | number)[], thin?: boolean}[]}} Listing */

/** @param {Listing} listing @param {string} label @param {number} [most] @returns {string} */
function tableOf(listing, label, most = Infinity) {
  if (!listing.rows.length) return `<p class="note">${html(t("empty"))}</p>`;
  const row = (/** @type {Listing["rows"][number]} */ { mark, cells, thin }) => {
    const [first, ...rest] = cells;
    const name = mark
      ? `<button type="button" class="link" data-mark="${html(mark)}" aria-label="${html(t("open_evidence", { name: cells.slice(0, 3).join(", ") }))}">${html(String(first))}</button>`
      : html(String(first));
    return `<tr${thin ? ' class="thin"' : ""}><th scope="row">${name}</th>${rest.map(cell).join("")}</tr>`;
  };
  const cell = (/** @type {string | number} */ value) =>
    `<td${typeof value === "number" ? ' class="n"' : ""}>${html(typeof value === "number" ? number(value) : value)}</td>`;
  const cut = listing.rows.length > most ? `<p class="note">${html(t("table_cut", { n: most, total: listing.rows.length }))}</p>` : "";
  return `<table><caption class="unseen">${html(label)}</caption><thead><tr>${listing.head
    .map((name) => `<th scope="col">${html(name)}</th>`)
    .join("")}</tr></thead><tbody>${listing.rows.slice(0, most).map(row).join("")}</tbody></table>${cut}`;
}

/** @type {Record<string, (view: View, level: string) => Listing>} */
const LISTINGS = {
  sankey: (view, level) => ({
    head: [t("from"), t("to"), t("transfers")],
    rows: themeFlows(view.took, level)
      .sort((a, b) => compare(a.side, b.side) || b.n - a.n)
      .map((flow) => ({
        mark: `flow:${flow.side}|${flow.origin}|${flow.target}`,
        cells: flow.side === "given"
          ? [cityName(flow.origin), themeName(flow.target), flow.n]
          : [themeName(flow.origin), learnerName(flow.target), flow.n],
      })),
  }),
  map: (view) => ({
    head: [t("source"), t("learner"), t("transfers")],
    rows: cityFlows(view.took)
      .sort((a, b) => b.n - a.n || compare(cityName(a.source), cityName(b.source)))
      .map((flow) => ({ mark: `pair:${flow.source}|${flow.learner}`, cells: [cityName(flow.source), cityName(flow.learner), flow.n] })),
  }),
  ladder: (view) => ({
    head: [t("stage"), t("status"), t("cohort"), t("transfers"), t("share")],
    rows: ladder(view.transfers)
      .sort((a, b) => compare(a.cohort, b.cohort) || RUNG_ORDER.indexOf(b.rung) - RUNG_ORDER.indexOf(a.rung))
      .map((row) => ({
        mark: `ladder:${row.cohort}|${row.rung}|${row.part}`,
        cells: [rungName(row.rung), row.part === "apart" ? "–" : t(`status_${row.part}`), cohortName(row.cohort), row.n, share(row.n, row.total)],
      })),
  }),
  matrix: (view) => ({
    head: [t("session"), t("cohort"), t("city"), t("state"), t("testimonials")],
    rows: expectedObserved(view).map((cell) => ({
      mark: cell.n ? `cell:${cell.cohort}|${cell.session}|${cell.city}` : null,
      cells: [sessionName(cell.session), cohortName(cell.cohort), cityName(cell.city), t(`state_${cell.state}`), cell.n],
    })),
  }),
  themes: (view) => ({
    head: [t("theme"), t("cohort"), t("testimonials"), t("share")],
    rows: themesByCohort(view)
      .sort((a, b) => b.n - a.n)
      .map((row) => ({
        mark: `about:${row.cohort}|${row.theme}`, thin: row.n < minGroup(),
        cells: [themeName(row.theme), cohortName(row.cohort), row.n, share(row.n, row.total)],
      })),
  }),
  barriers: (view) => ({
    head: [t("theme"), t("status"), t("transfers"), t("share")],
    rows: barriers(view.transfers).map((row) => ({
      mark: `barrier:${row.theme}|${row.status}`,
      cells: [themeName(row.theme), rungName(row.status), row.n, share(row.n, row.total)],
    })),
  }),
  topics: (view) => ({
    head: [t("topic"), t("sentences"), t("testimonials")],
    rows: topicCounts(view)
      .filter((row) => TOPICS.get(row.topic)?.parent !== null || !view.testimonials.length || row.n)
      .sort((a, b) => b.n - a.n)
      .map((row) => ({ mark: `topic:${row.topic}`, thin: row.nTestimonials < minGroup(), cells: [TOPICS.get(row.topic)?.label ?? "", row.n, row.nTestimonials] })),
  }),
};
const RUNG_ORDER = ["negated", "already", ...STAGES];

/** @param {Travelling} row @returns {string} How far a measure got, as a strip of its transfers. */
function stageStrip(row) {
  const [, , negated, already] = row.statuses;
  const parts = [...STAGES.map((stage, i) => ({ kind: stage, n: row.stages[i] })), { kind: "already", n: already }, { kind: "negated", n: negated }];
  const words = parts.filter((part) => part.n).map((part) => `${rungName(part.kind)}: ${part.n}`).join(", ");
  const bars = parts.filter((part) => part.n).map((part) => `<i class="${part.kind}" style="flex:${part.n}"></i>`).join("");
  return `<span class="strip" role="img" aria-label="${html(words)}" title="${html(words)}">${bars}</span>`;
}

/** @param {string[]} ids @param {number} most @returns {string} Names of cities, the first few. */
function cityList(ids, most) {
  const names = ids.map(cityName).sort(alphabet.compare);
  return names.slice(0, most).join(", ") + (names.length > most ? ` +${names.length - most}` : "") || t("unknown_source");
}

/** @param {Travelling[]} rows @param {number} most @returns {string} */
function measuresTable(rows, most) {
  const head = ["measure", "sources", "learners", "transfers", "reached"].map((key) => `<th scope="col">${html(t(key))}</th>`);
  const body = rows.slice(0, most).map((row) => {
    const name = GROUPS.get(row.group) ?? row.group;
    const dots = row.themes.map((theme) => `<i class="dot" style="background:${RAW.hues[theme] ?? GREY}" title="${html(themeName(theme))}"></i>`).join("");
    return `<tr${row.nTestimonials < minGroup() ? ' class="thin"' : ""}>
      <th scope="row"><button type="button" class="link" data-mark="measure:${html(row.group)}">${html(name)}</button>
        <span class="dots">${dots}${html(row.themes.map(themeName).join(", "))}</span></th>
      <td data-label="${html(t("sources"))}">${html(cityList(row.sources, 3))}</td>
      <td data-label="${html(t("learners"))}"><b>${row.learners.length}</b> <span class="soft">${html(row.learners.length ? cityList(row.learners, 3) : t("unknown_learner"))}</span></td>
      <td class="n" data-label="${html(t("transfers"))}">${row.nTransfers}</td><td>${stageStrip(row)}</td></tr>`;
  });
  return `<table class="measures"><caption class="unseen">${html(t("measures"))}</caption><thead><tr>${head.join("")}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}
