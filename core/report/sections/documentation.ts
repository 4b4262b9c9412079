import { badge, emptyState, list, table } from '../../presentation/components.ts';
import { type Html, html } from '../../presentation/html.ts';
import { gradeTone } from '../../presentation/states.ts';
import type { GovernanceState } from '../governance-state.ts';

/** Scores with their gates, and what raises each the most. */
export const documentation = ({ apis }: GovernanceState): Html => {
  const scored = apis.flatMap(({ record, documentation: result }) =>
    result ? [{ name: record.name.value, result }] : [],
  );
  const [first] = scored;
  return html`<section id="documentation">
<h2>Documentation</h2>
${
  first
    ? html`${table(
        `Ruleset ${first.result.rulesetVersion}, ${first.result.rulesetHash.slice(0, 12)}`,
        [
          { label: 'API', cell: ({ name }) => name },
          {
            label: 'Score',
            cell: ({ result }) => badge(`${result.score} ${result.grade}`, gradeTone(result.grade)),
          },
          {
            label: 'Graded',
            cell: ({ result }) =>
              result.documentKey ? html`<code>${result.documentKey}</code>` : 'no document',
          },
          {
            label: 'Gates',
            cell: ({ result }) =>
              result.gates.length > 0
                ? list(result.gates.map(({ code, cap, detail }) => `${code} (at most ${cap}): ${detail}`))
                : 'none',
          },
          {
            label: 'Next best fixes',
            cell: ({ result }) =>
              result.nextBestFixes.length > 0
                ? list(
                    result.nextBestFixes
                      .slice(0, 3)
                      .map(({ checkId, gain, where }) => `+${gain} ${checkId} ${where}`),
                  )
                : 'nothing fails',
          },
        ],
        scored,
      )}`
    : emptyState('Nothing was scored in this cycle.')
}
</section>`;
};
