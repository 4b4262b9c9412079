import type { InputProblem } from '../../input-problem.ts';
import { emptyState } from '../../presentation/components/notice.ts';
import { table } from '../../presentation/components/table.ts';
import { path } from '../../presentation/components/text.ts';
import { type Html, html } from '../../presentation/html.ts';
import type { GovernanceState } from '../governance-state.ts';

/** What could not be read, with its place and what to do. Everything else was read all the same. */
export const problems = ({ cycle }: GovernanceState): Html => html`<section id="problems">
<h2>Input that could not be read</h2>
${
  (cycle?.problems.length ?? 0) === 0
    ? emptyState(cycle ? 'Everything that was handed in could be read.' : 'No cycle has read anything yet.')
    : table<InputProblem>(
        'The rest of each file was read',
        [
          {
            label: 'Where',
            cell: ({ file, line, pointer }) =>
              html`${path(`${file}${line === undefined ? '' : `:${line}`}`)}${pointer ? html`<small class="muted">${path(pointer)}</small>` : ''}`,
          },
          { label: 'What', kind: 'prose', cell: ({ message }) => message },
          { label: 'What to do', kind: 'prose', cell: ({ fix }) => fix },
        ],
        cycle?.problems ?? [],
      )
}
</section>`;
