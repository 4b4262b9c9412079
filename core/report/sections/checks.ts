import type { CheckResult, Severity } from '../../posture/check.ts';
import { emptyState, table } from '../../presentation/components.ts';
import { type Html, html } from '../../presentation/html.ts';
import { checkBadge, severityBadge } from '../../presentation/states.ts';
import type { GovernanceState } from '../governance-state.ts';

const order: readonly Severity[] = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];

interface Row {
  readonly api: string;
  readonly result: CheckResult;
}

const place = ({ stage, method, path }: CheckResult): string =>
  [stage && `stage ${stage}`, method && `${method} ${path ?? ''}`].filter(Boolean).join(', ');

/** Failed checks first by severity, then what could not be known; how many passed is said, not listed. */
export const checks = ({ apis }: GovernanceState): Html => {
  const rows: Row[] = apis.flatMap(({ record, assessment }) =>
    (assessment?.results ?? []).map((result) => ({ api: record.name.value, result })),
  );
  const shown = rows
    .filter(
      ({ result }) =>
        result.status === 'FAIL' || result.status === 'UNKNOWN' || result.status === 'CAPABILITY_GAP',
    )
    .toSorted(
      (a, b) =>
        Number(a.result.status !== 'FAIL') - Number(b.result.status !== 'FAIL') ||
        order.indexOf(a.result.severity) - order.indexOf(b.result.severity) ||
        a.api.localeCompare(b.api),
    );
  const count = (status: CheckResult['status']) =>
    rows.filter(({ result }) => result.status === status).length;
  return html`<section id="checks">
<h2>Checks</h2>
<p>${count('PASS')} passed, ${count('FAIL')} failed, ${count('UNKNOWN')} unknown, ${count('CAPABILITY_GAP')} cannot be met by the kind of API, ${count('NOT_APPLICABLE')} do not apply.</p>
${
  rows.length === 0
    ? emptyState('Nothing was assessed in this cycle.')
    : shown.length === 0
      ? emptyState('Nothing failed and nothing is unknown.')
      : table<Row>(
          'Failed and unknown checks, with what was seen and what to do',
          [
            { label: 'Check', cell: ({ result }) => html`<code>${result.checkId}</code>` },
            {
              label: 'API',
              cell: ({ api, result }) => html`${api}<br><small class="muted">${place(result)}</small>`,
            },
            {
              label: 'Result',
              cell: ({ result }) => html`${checkBadge(result.status)} ${severityBadge(result.severity)}`,
            },
            {
              label: 'What is so',
              cell: ({ result }) =>
                html`${result.reason}<br><small class="muted">Seen in: ${result.evidenceGrade.toLowerCase()}${result.evidence[0] ? `, ${result.evidence[0].call}` : ''}</small>`,
            },
            {
              label: 'What to do',
              cell: ({ result }) =>
                result.remediation?.text ?? 'Give the reader the missing right or evidence, then run again.',
            },
          ],
          shown,
        )
}
</section>`;
};
