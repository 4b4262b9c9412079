import { expect, test } from '@jest/globals';
import { loadCase } from '../../../core/risk/load-case.ts';
import { input, run } from '../../../lambdas/risk-review/open-round.ts';
import { riskWorld, subject, theException } from '../../support/risk-world.ts';

test('opens the round of a loaded case and waits', async () => {
  const world = riskWorld();
  const loaded = await loadCase(subject(), world);
  const event = input.parse({ ...subject(), ...loaded, token: 't'.repeat(2048) });
  expect(await run(event, world)).toEqual({ state: 'WAITING', sent: 2, failed: 0 });
  expect(await world.tokens.read(theException, 1)).toBe(event.token);
});

test.each(['', 't'.repeat(2049)])('refuses a token that the service cannot have made', (token) => {
  expect(input.safeParse({ ...subject(), dossierKey: 'k', basis: 'b', token }).success).toBe(false);
});
