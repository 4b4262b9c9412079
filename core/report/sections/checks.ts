import { type CheckResult, severities } from '../../posture/check.ts';
import { emptyState } from '../../presentation/components/notice.ts';
import { list, table } from '../../presentation/components/table.ts';
import { counted, identifier, path } from '../../presentation/components/text.ts';
import { type Html, html, none } from '../../presentation/html.ts';
import { checkBadge, severityBadge } from '../../presentation/states.ts';
import type { GovernanceState } from '../governance-state.ts';

/** What one check found at one API, at one or many places. */
interface Finding {
  readonly api: string;
  readonly first: CheckResult;
  readonly more: readonly CheckResult[];
}

const needsAction: readonly CheckResult['status'][] = ['FAIL', 'UNKNOWN', 'CAPABILITY_GAP'];

/** One finding for each API, check and status, the gravest first: a reader mends a check, not fifty rows. */
const findingsOf = (apis: GovernanceState['apis']): Finding[] =>
  apis
    .flatMap(({ record, assessment }) => {
      const open = (assessment?.results ?? []).filter(({ status }) => needsAction.includes(status));
      const groups = Map.groupBy(open, ({ checkId, status }) => `${checkId} ${status}`);
      return [...groups.values()].flatMap(([first, ...more]) =>
        first ? [{ api: record.name.value, first, more }] : [],
      );
    })
    .toSorted(
      (a, b) =>
        needsAction.indexOf(a.first.status) - needsAction.indexOf(b.first.status) ||
        severities.indexOf(a.first.severity) - severities.indexOf(b.first.severity) ||
        a.first.checkId.localeCompare(b.first.checkId) ||
        a.api.localeCompare(b.api),
    );

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
    .map(({ call, field, value }) => html`; ${call}: <code>${field} = ${value}</code>`);
  return html`<small class="muted">Seen in ${grades[evidenceGrade]}${fields}</small>`;
};

const withoutRemediation: Readonly<Partial<Record<CheckResult['status'], string>>> = {
  UNKNOWN: 'Give the reader the missing right or evidence, then run again.',
  CAPABILITY_GAP:
    'Move the API to a kind that has the control, or ask for an exception with alternate measures.',
};

const toDo = ({ status, remediation }: CheckResult): string =>
  remediation?.text ?? withoutRemediation[status] ?? 'See docs/checks.md.';

const elsewhere = (more: readonly CheckResult[]): Html =>
  more.length === 0
    ? none
    : html`<details><summary>${counted(more.length, 'more place')}</summary>${list(more.map((result) => html`${result.reason}${seen(result)}<small>${toDo(result)}</small>`))}</details>`;

/** Failed checks first by severity, then what could not be known; how many passed is said, not listed. */
export const checks = ({ apis }: GovernanceState): Html => {
  const results = apis.flatMap(({ assessment }) => assessment?.results ?? []);
  const findings = findingsOf(apis);
  const count = (wanted: CheckResult['status']) => results.filter(({ status }) => status === wanted).length;
  return html`<section id="checks">
<h2>Checks</h2>
${
  results.length === 0
    ? emptyState('Nothing was assessed in this cycle.')
    : html`<p>${count('PASS')} passed, ${count('FAIL')} failed, ${count('UNKNOWN')} unknown, ${count('CAPABILITY_GAP')} that this kind of API cannot meet, ${count('NOT_APPLICABLE')} that do not apply.</p>
${
  findings.length === 0
    ? emptyState('Nothing failed and nothing is unknown.')
    : table<Finding>(
        'Failed checks by severity, then unknown ones, with what was seen and what to do',
        [
          { label: 'Check', cell: ({ first }) => identifier(first.checkId) },
          {
            label: 'Result',
            cell: ({ first }) =>
              html`<div class="row">${checkBadge(first.status)} ${severityBadge(first.severity)}</div>`,
          },
          { label: 'API', cell: ({ api, first }) => html`${api}${place(first)}` },
          {
            label: 'What is so',
            kind: 'prose',
            cell: ({ first, more }) => html`${first.reason}${seen(first)}${elsewhere(more)}`,
          },
          { label: 'What to do', kind: 'prose', cell: ({ first }) => toDo(first) },
        ],
        findings,
      )
}`
}
</section>`;
};
