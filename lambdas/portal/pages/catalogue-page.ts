import type { ApiRecord } from '../../../core/inventory/api-record.ts';
import type { Verdict } from '../../../core/inventory/triage.ts';
import type { ApiResults, Cycle } from '../../../core/ports.ts';
import { badge, emptyState, notice, table } from '../../../core/presentation/components.ts';
import { html, none, trusted } from '../../../core/presentation/html.ts';
import { moment } from '../../../core/presentation/moment.ts';
import { endpointBadge, gradeTone, verdictBadge } from '../../../core/presentation/states.ts';
import type { Session } from '../ports.ts';
import { portalPage } from './shell.ts';

export interface CatalogueRow extends ApiResults {
  readonly record: ApiRecord;
}

export interface CatalogueFilter {
  readonly text: string;
  readonly verdict: string;
}

const verdicts: readonly Verdict[] = ['conforming', 'nonconforming', 'unknown'];

const verdictOf = ({ triage }: CatalogueRow): Verdict => triage?.verdict ?? 'unknown';

const matches = (row: CatalogueRow, { text, verdict }: CatalogueFilter): boolean => {
  const { record } = row;
  const words = [record.name.value, record.owner?.value, ...record.hosts, ...record.partners]
    .join(' ')
    .toLowerCase();
  return words.includes(text.trim().toLowerCase()) && (verdict === '' || verdictOf(row) === verdict);
};

const option = (value: string, label: string, chosen: string) =>
  html`<option value="${value}"${value === chosen ? trusted(' selected') : none}>${label}</option>`;

/** The catalogue as a list, filtered by an ordinary form. */
export const cataloguePage = (
  rows: readonly CatalogueRow[],
  filter: CatalogueFilter,
  cycle: Cycle | undefined,
  session: Session,
): string => {
  const shown = rows.filter((row) => matches(row, filter));
  return portalPage(
    'Catalogue',
    html`<h1>Catalogue</h1>
<p class="lead">${rows.length} APIs${cycle ? html`, as of the cycle of ${moment(cycle.startedAt)}` : none}.</p>
${cycle?.state === 'FAILED' ? notice('bad', html`<p><b>The last cycle did not finish.</b></p>${cycle.problems.slice(0, 5).map(({ file, message, fix }) => html`<p>${file}: ${message} ${fix}</p>`)}`) : none}
<form method="get" action="/catalogue" role="search" class="row">
<label class="field" for="q">Search <input type="search" id="q" name="q" value="${filter.text}" maxlength="100"></label>
<label class="field" for="verdict">Verdict <select id="verdict" name="verdict">${option('', 'all', filter.verdict)}${verdicts.map((verdict) => option(verdict, verdict, filter.verdict))}</select></label>
<button class="quiet">Filter</button>
</form>
${
  shown.length === 0
    ? emptyState(
        rows.length === 0
          ? 'No API is known yet. The first governance cycle fills the catalogue.'
          : 'No API matches. Clear the filter to see all.',
      )
    : table<CatalogueRow>(
        `${shown.length} of ${rows.length} APIs`,
        [
          { label: 'API', cell: ({ record }) => record.name.value },
          { label: 'Verdict', cell: (row) => verdictBadge(verdictOf(row)) },
          {
            label: 'Owner',
            cell: ({ record }) => record.owner?.value ?? html`<span class="muted">unknown</span>`,
          },
          {
            label: 'Document',
            cell: ({ documentation }) =>
              documentation
                ? badge(`${documentation.score} ${documentation.grade}`, gradeTone(documentation.grade))
                : html`<span class="muted">not scored</span>`,
          },
          {
            label: 'Endpoints',
            cell: ({ record }) => {
              const shadow = record.endpoints.filter(({ state }) => state === 'shadow').length;
              return html`${record.endpoints.length}${shadow > 0 ? html` ${endpointBadge('shadow')} ${shadow}` : none}`;
            },
          },
          {
            label: 'Next',
            cell: ({ triage }) => triage?.reasons[0] ?? html`<span class="muted">not yet triaged</span>`,
          },
        ],
        shown,
      )
}`,
    session,
    '/catalogue',
  );
};
