import { type CheckEvidence, type CheckResult, severities } from '../../posture/check.ts';
import { emptyState } from '../../presentation/components/notice.ts';
import { table } from '../../presentation/components/table.ts';
import { identifier, path } from '../../presentation/components/text.ts';
import { type Html, html, none } from '../../presentation/html.ts';
import { checkBadge, severityBadge } from '../../presentation/states.ts';
import type { GovernanceState } from '../governance-state.ts';

interface Row {
  readonly api: string;
  readonly result: CheckResult;
}

const needsAction: readonly CheckResult['status'][] = ['FAIL', 'UNKNOWN', 'CAPABILITY_GAP'];

const place = ({ stage, method, path: at }: CheckResult): Html =>
  html`${stage ? html`<small class="muted">stage ${stage}</small>` : none}${
    method ? html`<small class="muted">${path(`${method} ${at}`)}</small>` : none
  }`;

/** From which kind of fact the verdict comes. */
const grades: Readonly<Record<Exclude<CheckResult['evidenceGrade'], 'NONE'>, string>> = {
  DEPLOYED: 'what is deployed',
  CONFIG: 'live settings',
  DRAFT: 'the working copy, not what is deployed',
  REGISTER: 'the catalogue',
};

const seen = ({ evidenceGrade, evidence }: CheckResult): Html => {
  if (evidenceGrade === 'NONE') return html`<small class="muted">Nothing could be read.</small>`;
  const fields = evidence
    .slice(0, 2)
    .map(({ call, field, value }: CheckEvidence) => html`; ${call}: <code>${field} = ${value}</code>`);
  return html`<small class="muted">Seen in ${grades[evidenceGrade]}${fields}</small>`;
};

/** Failed checks first by severity, then what could not be known; how many passed is said, not listed. */
export const checks = ({ apis }: GovernanceState): Html => {
  const rows: Row[] = apis.flatMap(({ record, assessment }) =>
    (assessment?.results ?? []).map((result) => ({ api: record.name.value, result })),
  );
  const shown = rows
    .filter(({ result }) => needsAction.includes(result.status))
    .toSorted(
      (a, b) =>
        needsAction.indexOf(a.result.status) - needsAction.indexOf(b.result.status) ||
        severities.indexOf(a.result.severity) - severities.indexOf(b.result.severity) ||
        a.api.localeCompare(b.api),
    );
  const count = (status: CheckResult['status']) =>
    rows.filter(({ result }) => result.status === status).length;
  return html`<section id="checks">
<h2>Checks</h2>
${
  rows.length === 0
    ? emptyState('Nothing was assessed in this cycle.')
    : html`<p>${count('PASS')} passed, ${count('FAIL')} failed, ${count('UNKNOWN')} unknown, ${count('CAPABILITY_GAP')} that this kind of API cannot meet, ${count('NOT_APPLICABLE')} that do not apply.</p>
${
  shown.length === 0
    ? emptyState('Nothing failed and nothing is unknown.')
    : table<Row>(
        'Failed checks by severity, then unknown ones, with what was seen and what to do',
        [
          { label: 'Check', cell: ({ result }) => identifier(result.checkId) },
          {
            label: 'Result',
            cell: ({ result }) => html`${checkBadge(result.status)} ${severityBadge(result.severity)}`,
          },
          { label: 'API', cell: ({ api, result }) => html`${api}${place(result)}` },
          { label: 'What is so', cell: ({ result }) => html`${result.reason}${seen(result)}` },
          {
            label: 'What to do',
            cell: ({ result }) =>
              result.remediation?.text ??
              (result.status === 'CAPABILITY_GAP'
                ? 'Move the API to a kind that has the control, or ask for an exception with alternate measures.'
                : 'Give the reader the missing right or evidence, then run again.'),
          },
        ],
        shown,
      )
}`
}
</section>`;
};
