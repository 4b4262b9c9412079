import type { GovernanceSummary } from '../../core/report/summary.ts';
import type { Judgement } from '../../local/demo-bank/truth.ts';

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** What the cycle found and did, for a terminal. */
export const summaryText = (
  summary: GovernanceSummary,
  where: { readonly html: string; readonly portalUrl: string; readonly seconds: number },
  judged?: Judgement,
): string => {
  const rows = [
    ['APIs found', `${summary.apisFound}, with ${plural(summary.endpoints, 'endpoint')}`],
    ...(judged
      ? [
          [
            'Of what was planted',
            `${judged.found} of ${judged.apis} APIs found, ${judged.statesRight} of ${judged.states} states right, ${plural(judged.differences.length, 'difference')}`,
          ],
        ]
      : []),
    ['Shadow endpoints', String(summary.shadowEndpoints)],
    [
      'Conforming',
      `${summary.conforming} (${summary.nonconforming} nonconforming, ${summary.unknown} unknown)`,
    ],
    [
      'Reviews decided',
      `${summary.reviewsDecided}${summary.reviewsOpen > 0 ? ` (${summary.reviewsOpen} open)` : ''}`,
    ],
    [
      'Migrated and verified',
      `${summary.migrationsVerified}${summary.migrationsCompensated > 0 ? ` (${summary.migrationsCompensated} compensated)` : ''}`,
    ],
    ['Unreadable input', plural(summary.inputProblems, 'place')],
    ['Report', where.html],
    ['Portal', where.portalUrl],
  ];
  return [
    '',
    ...rows.map(([name = '', value]) => `  ${name.padEnd(22)} ${value}`),
    ...(judged?.differences ?? []).map((difference) => `    ✘ ${difference}`),
    '',
    `  Done in ${where.seconds} s. npm start continues, npm run stop ends everything, npm run reset begins anew.`,
    '',
    '',
  ].join('\n');
};
