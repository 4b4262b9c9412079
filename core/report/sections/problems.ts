import type { InputProblem } from '../../input-problem.ts';
import { emptyState, table } from '../../presentation/components.ts';
import { type Html, html } from '../../presentation/html.ts';
import type { GovernanceState } from '../governance-state.ts';

/** What could not be read, with its place and what to do. Everything else was read all the same. */
export const problems = ({ cycle }: GovernanceState): Html => html`<section id="problems">
<h2>Input that could not be read</h2>
${
  (cycle?.problems.length ?? 0) === 0
    ? emptyState('Everything that was handed in could be read.')
    : table<InputProblem>(
        'The rest of each file was read',
        [
          {
            label: 'Where',
            cell: ({ file, line, pointer }) =>
              html`<code>${file}${line === undefined ? '' : `:${line}`}</code>${pointer ? html`<br><code class="muted">${pointer}</code>` : ''}`,
          },
          { label: 'What', cell: ({ message }) => message },
          { label: 'What to do', cell: ({ fix }) => fix },
        ],
        cycle?.problems ?? [],
      )
}
</section>`;
