import type { ApiRecord } from '../../../core/inventory/api-record.ts';
import type { HistoryEntry } from '../../../core/inventory/catalogue-history.ts';
import { type Html, html, none } from '../../../core/presentation/html.ts';

/** How the API came to be as it is, newest cycle first. */
export const history = (
  record: ApiRecord,
  entries: readonly HistoryEntry[],
): Html => html`<p class="muted">First found in ${record.firstSeenCycle}, changed last in ${record.lastSeenCycle}.</p>
${
  entries.length > 0
    ? html`<ul class="plain">${entries.map(
        ({ cycleId, changes }) =>
          html`<li><details><summary>${cycleId}</summary><ul>${changes.map((change) => html`<li>${change}.</li>`)}</ul></details></li>`,
      )}</ul>`
    : none
}`;
