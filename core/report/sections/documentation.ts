import type { DocumentationResult } from '../../documentation/result.ts';
import { badge } from '../../presentation/components/badge.ts';
import { emptyState } from '../../presentation/components/notice.ts';
import { list, table } from '../../presentation/components/table.ts';
import { identifier, path } from '../../presentation/components/text.ts';
import { type Html, html } from '../../presentation/html.ts';
import { gradeTone } from '../../presentation/states.ts';
import type { GovernanceState } from '../governance-state.ts';

const graded: Readonly<Record<DocumentationResult['source'], string>> = {
  registry: 'the owner’s document',
  export: 'what the gateway holds',
  none: 'no document',
};

const nothingToGain = ({ source, gates }: DocumentationResult): string => {
  if (source === 'none') return 'Hand in an OpenAPI document.';
  return gates.length > 0 ? 'Settle the gate first.' : 'Nothing fails.';
};

/** Scores with their gates, the lowest first, and what raises each the most. */
export const documentation = ({ apis }: GovernanceState): Html => {
  const scored = apis
    .flatMap(({ record, documentation: result }) => (result ? [{ name: record.name.value, result }] : []))
    .toSorted((a, b) => a.result.score - b.result.score);
  const [first] = scored;
  return html`<section id="documentation">
<h2>Documentation</h2>
${
  first
    ? table(
        `Scores of 100, the lowest first. Ruleset ${first.result.rulesetVersion}, ${first.result.rulesetHash.slice(0, 12)}`,
        [
          { label: 'API', cell: ({ name }) => name },
          {
            label: 'Score',
            cell: ({ result }) => badge(`${result.score} ${result.grade}`, gradeTone(result.grade)),
          },
          {
            label: 'Graded',
            cell: ({ result }) =>
              html`${graded[result.source]}${result.documentKey ? html`<small class="muted">${path(result.documentKey)}</small>` : ''}`,
          },
          {
            label: 'Gates',
            kind: 'prose',
            cell: ({ result }) =>
              result.gates.length > 0
                ? list(
                    result.gates.map(
                      ({ code, cap, detail }) => html`${identifier(code)}, at most ${cap}: ${detail}`,
                    ),
                  )
                : 'none',
          },
          {
            label: 'Next best fixes',
            kind: 'prose',
            cell: ({ result }) =>
              result.nextBestFixes.length > 0
                ? list(
                    result.nextBestFixes
                      .slice(0, 3)
                      .map(
                        ({ checkId, gain, where }) => html`+${gain} ${identifier(checkId)} ${path(where)}`,
                      ),
                  )
                : nothingToGain(result),
          },
        ],
        scored,
      )
    : emptyState('Nothing was scored in this cycle.')
}
</section>`;
};
