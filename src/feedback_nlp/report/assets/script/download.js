"use strict";
/* Take things away from the page: rows as CSV, links. */

/** @param {?string | number} value @returns {string} A field as RFC 4180 wants it; no formula for spreadsheets. */
function csvField(value) {
  const words = value === null ? "" : String(value);
  const safe = /^[=+\-@\t\r]/.test(words) ? `'${words}` : words;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** @param {View} view @returns {string} One row per transfer, and one per testimonial without any. */
function csvOf(view) {
  const head = ["testimonial_id", "cohort", "session", "learner", "country", "submitted_on", "source", "measure", "themes", "stage", "status", "evidence", "text"];
  const kept = groupBy(view.transfers, (row) => row.testimonial.id);
  const rows = view.testimonials.flatMap((own) => {
    const facts = [own.id, cohortName(own.cohort), own.session && sessionName(own.session), own.learnerName, own.country, own.date];
    const transfers = kept.get(own.id) ?? [];
    if (!transfers.length) return [[...facts, null, null, null, null, null, null, own.text]];
    return transfers.map((row) => [
      ...facts, row.source && cityName(row.source), GROUPS.get(row.group) ?? null, row.themes.map(themeName).join("; "),
      row.stage, row.status, own.text === null ? null : own.text.slice(row.start ?? 0, row.end ?? 0), own.text,
    ]);
  });
  return [head, ...rows].map((row) => row.map(csvField).join(",")).join("\r\n") + "\r\n";
}

/** @param {View} view */
function downloadCsv(view) {
  const link = document.createElement("a");
  // The mark makes spreadsheets read UTF-8.
  link.href = URL.createObjectURL(new Blob(["\ufeff", csvOf(view)], { type: "text/csv;charset=utf-8" }));
  link.download = `${RAW.run}-selection.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** @param {string} url @param {HTMLElement} button Says whether it worked. */
async function copyLink(url, button) {
  const words = button.textContent;
  let said = t("copied");
  try {
    await navigator.clipboard.writeText(url);
  } catch {
    said = t("copy_failed");
    history.replaceState(null, "", url);
  }
  button.textContent = said;
  setTimeout(() => (button.textContent = words), 1600);
}
