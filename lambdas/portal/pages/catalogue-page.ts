import type { ApiRecord } from '../../../core/inventory/api-record.ts';
import type { Verdict } from '../../../core/inventory/triage.ts';
import type { ApiResults, Cycle } from '../../../core/ports.ts';
import { badge } from '../../../core/presentation/components/badge.ts';
import { known } from '../../../core/presentation/components/facts.ts';
import { emptyState, notice } from '../../../core/presentation/components/notice.ts';
import { table } from '../../../core/presentation/components/table.ts';
import { address, counted, time } from '../../../core/presentation/components/text.ts';
import { html, none, trusted } from '../../../core/presentation/html.ts';
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
    html`<div class="head"><h1>Catalogue</h1>
<p class="lead">${counted(rows.length, 'API')}${cycle ? html`, as of the cycle of ${time(cycle.startedAt)}` : none}.</p></div>
${
  cycle?.state === 'FAILED'
    ? notice(
        'bad',
        html`<p><b>The last cycle did not finish.</b> What you see is as far as it came.</p>`,
        cycle.problems.slice(0, 5).map(({ file, message, fix }) => html`<p>${file}: ${message} ${fix}</p>`),
      )
    : none
}
<form method="get" action="/catalogue" role="search" class="filters">
<div class="field"><label for="q">Name, owner, host or partner</label><input type="search" id="q" name="q" value="${filter.text}" maxlength="100"></div>
<div class="field"><label for="verdict">Verdict</label><select id="verdict" name="verdict">${option('', 'all', filter.verdict)}${verdicts.map((verdict) => option(verdict, verdict, filter.verdict))}</select></div>
<button>Filter</button>
</form>
${
  shown.length === 0
    ? emptyState(
        rows.length === 0
          ? 'No API is known yet. The first governance cycle fills the catalogue.'
          : 'No API matches. Empty both fields to see all.',
      )
    : table<CatalogueRow>(
        `${shown.length} of ${rows.length} APIs`,
        [
          { label: 'API', cell: ({ record }) => record.name.value },
          { label: 'Verdict', cell: (row) => verdictBadge(verdictOf(row)) },
          {
            label: 'Owner',
            cell: ({ record }) => known(record.owner && address(record.owner.value)),
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
              return html`${record.endpoints.length}${shadow > 0 ? html` ${endpointBadge('shadow', shadow)}` : none}`;
            },
          },
          {
            label: 'Why',
            kind: 'prose',
            cell: ({ triage }) => triage?.reasons[0] ?? html`<span class="muted">not judged yet</span>`,
          },
        ],
        shown,
      )
}`,
    session,
    '/catalogue',
  );
};
