import { expect, test } from '@jest/globals';
import { ambiguityIn } from '../../../../core/traffic/inference/ambiguity.ts';
import type { Entry } from '../../../../core/traffic/inference/entry.ts';
import { noPrincipals } from '../../../../core/traffic/inference/principals.ts';
import { siblingsAt } from '../../../../core/traffic/inference/siblings.ts';

const entry = (label: string): Entry => ({
  method: 'GET',
  parts: ['v1', 'translate', label],
  types: [],
  sample: ['v1', 'translate', label],
  declared: 0,
  paths: 1,
  requests: 5,
  evidence: 5,
  principals: noPrincipals,
  statuses: { 200: 5 },
});

const group = siblingsAt(['search', 'johanna', 'users'].map(entry), 2, ['v1', 'translate'], false);
const ask = (probabilities: readonly number[]) =>
  ambiguityIn('api.bank.test', group, group.words, probabilities);

test('siblings near an even chance go to a person, with what was assumed and no value', () => {
  expect(group.words.map(({ label }) => label)).toEqual(['johanna', 'search', 'users']);
  expect(ask([0.6, 0.55, 0.02])).toEqual({
    host: 'api.bank.test',
    under: '/v1/translate',
    assumed: 'parameter',
    certainty: 0.575,
    siblings: 2,
    examples: ['xxxxxxx', 'search'],
  });
});

test('what is decided is not asked', () => {
  expect(ask([0.99, 0.01, 0.1])).toBeUndefined();
});
