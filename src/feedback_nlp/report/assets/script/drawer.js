"use strict";
/* The evidence drawer: testimonials with cities, measures and evidence marked in their text. */

const FIRST_CARDS = 20;
const drawer = /** @type {HTMLDialogElement} */ (document.getElementById("drawer"));

/** @typedef {{start: number, end: number, kind: string}} Mark */

/** @param {Testimonial} own @param {Transfer[]} rows @returns {Mark[]} */
function marksIn(own, rows) {
  const spans = (/** @type {Span[]} */ list, /** @type {string} */ kind) =>
    list.map((span) => ({ start: span.start ?? 0, end: span.end ?? 0, kind }));
  const measures = own.measures.filter((_, i) => rows.some((row) => row.measure === i));
  return [
    ...spans(rows, "evidence"),
    ...spans(measures.length ? measures : own.measures, "measure"),
    ...spans(own.mentions, "city"),
  ];
}

/** @param {string} text @param {Mark[]} marks @returns {string} HTML, cut wherever a mark begins or ends. */
function highlighted(text, marks) {
  const cuts = [...new Set([0, text.length, ...marks.flatMap((mark) => [mark.start, mark.end])])].sort((a, b) => a - b);
  return cuts
    .slice(0, -1)
    .map((start, i) => {
      const kinds = [...new Set(marks.filter((m) => m.start <= start && cuts[i + 1] <= m.end).map((m) => m.kind))];
      const piece = html(text.slice(start, cuts[i + 1]));
      return kinds.length ? `<mark class="${kinds.join(" ")}">${piece}</mark>` : piece;
    })
    .join("");
}

/** @param {Transfer} row @returns {string} */
function transferLine(row) {
  const source = row.source === null ? t("unknown_source") : cityName(row.source);
  const status = row.status === "affirmed" ? "" : `<span class="badge ${row.status}">${html(rungName(row.status))}</span>`;
  const open = row.review ? `<span class="badge review">${html(t("needs_review"))}</span>` : "";
  const review = row.reviewed ? `<span class="badge">${html(t("reviewed"))}</span>` : open;
  return `<li>${html(t("took_from", { measure: GROUPS.get(row.group) ?? "", source }))}
    <span class="badge stage ${row.stage}">${html(t(`stage_${row.stage}`))}</span>${status}${review}</li>`;
}

/** @param {Testimonial} own @param {Set<Transfer>} pointed @returns {string} */
function card(own, pointed) {
  const rows = own.transfers.filter((row) => pointed.has(row));
  const shown = rows.length ? rows : own.transfers;
  const place = own.learnerName === null ? t("unknown_learner") : `${own.learnerName}, ${countryName(own.country)}`;
  const facts = [cohortName(own.cohort), own.session === null ? t("unknown_session") : sessionName(own.session), dateText(own.date)];
  return `<article class="card" id="card-${html(own.id)}">
    <h3>${html(place)}</h3>
    <p class="facts">${facts.map(html).join(" · ")}</p>
    <blockquote lang="${html(own.language === "und" ? "" : own.language)}">${highlighted(own.text ?? "", marksIn(own, shown))}</blockquote>
    ${shown.length ? `<ul class="transfers">${shown.map(transferLine).join("")}</ul>` : ""}
    <p class="origin"><span>${html(`${own.file}, ${own.row}`)}</span>
      <button type="button" class="quiet" data-copy="testimonial:${html(own.id)}">${html(t("copy_link"))}</button></p>
  </article>`;
}

/** @param {Testimonial[]} testimonials @returns {string} */
function hiddenNote(testimonials) {
  const n = testimonials.filter((own) => own.text === null).length;
  return n ? `<p class="note hidden-note">${html(t("hidden", { n }))}</p>` : "";
}

/** @param {Evidence} evidence @param {number} shown @returns {string} */
function cards(evidence, shown) {
  const open = evidence.testimonials.filter((own) => own.text !== null);
  const more = open.length - shown;
  const button = more > 0 ? `<button type="button" class="more" data-more="${shown + FIRST_CARDS}">${html(t("n_more", { n: Math.min(more, FIRST_CARDS) }))}</button>` : "";
  return open.slice(0, shown).map((own) => card(own, evidence.rows)).join("") + button + hiddenNote(evidence.testimonials);
}

/** @param {Evidence} evidence @param {{narrow: (filter: Filter) => void, close: () => void, copy: (mark: string, button: HTMLElement) => void}} act */
function openDrawer(evidence, act) {
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (drawer.querySelector(selector));
  find("h2").textContent = evidence.title;
  find(".drawer-count").textContent =
    t("n_testimonials", { n: evidence.testimonials.length }) +
    (evidence.rows.size ? ` · ${t("n_transfers", { n: evidence.rows.size })}` : "");
  const list = find(".cards");
  list.innerHTML = evidence.testimonials.length ? cards(evidence, FIRST_CARDS) : `<p class="note">${html(t("empty"))}</p>`;
  list.scrollTop = 0;
  list.onclick = (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (button?.dataset.more) list.innerHTML = cards(evidence, Number(button.dataset.more));
    if (button?.dataset.copy) act.copy(button.dataset.copy, button);
  };
  const narrow = /** @type {HTMLButtonElement} */ (find(".narrow"));
  narrow.hidden = evidence.narrow === null;
  narrow.onclick = () => {
    drawer.close();
    if (evidence.narrow) act.narrow(evidence.narrow);
  };
  find(".close").onclick = () => drawer.close();
  drawer.onclose = act.close;
  drawer.onclick = (event) => {
    if (event.target === drawer) drawer.close();
  };
  if (!drawer.open) drawer.showModal();
}
