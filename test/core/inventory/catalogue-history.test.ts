import { describe, expect, test } from '@jest/globals';
import { apiId, cycleId } from '../../../core/identifiers.ts';
import { changesOf } from '../../../core/inventory/catalogue-diff.ts';
import { historyOf } from '../../../core/inventory/catalogue-history.ts';
import { record } from '../../support/governance-world.ts';
import { said } from '../../support/provenanced.ts';

const cycle = cycleId('cycle-9');
const nothing = { added: [], removed: [], unverified: [], changed: [], merged: [], split: [] };
const endpoint = (template: string, state: 'managed' | 'zombie' = 'managed') => ({
  method: 'GET',
  template,
  state,
  documented: true,
  onGateway: true,
  observed: true,
  requests: 1,
  principals: 1,
});

describe('the history that a cycle adds', () => {
  test('is nothing where nothing changed', () => {
    expect(historyOf(cycle, { ...nothing, unverified: [apiId('a')] }, () => true)).toEqual([]);
  });

  test('says of each API what became of it, in words', () => {
    const [pay, old, back] = [apiId('pay'), apiId('old'), apiId('back')];
    const diff = {
      ...nothing,
      added: [pay, back],
      removed: [apiId('gone')],
      merged: [{ from: old, into: pay }],
      split: [{ from: back, into: [apiId('part')] }],
    };
    const entries = historyOf(cycle, diff, (id) => id === back);
    expect(Object.fromEntries(entries.map(({ apiId: id, changes }) => [id, changes]))).toEqual({
      pay: ['It was found first', 'old was found to be one with it'],
      back: ['It was found again', 'A part of it is an API of its own now: part'],
      gone: ['Everything that had named it was read in full and names it no more'],
      old: ['It was found to be one with pay'],
    });
    expect(entries.every((entry) => entry.cycleId === cycle)).toBe(true);
  });

  test('names fields with both values, and endpoints', () => {
    const before = record('pay', {
      owner: said('a'),
      hosts: ['x.test'],
      endpoints: [endpoint('/a'), endpoint('/b')],
    });
    const after = record('pay', {
      hosts: ['y.test', 'x.test'],
      purpose: said('Pays.'),
      endpoints: [endpoint('/a', 'zombie'), endpoint('/c')],
    });
    const [entry] = historyOf(cycle, { ...nothing, changed: [changesOf(before, after)] }, () => true);
    expect(entry?.changes).toEqual([
      'owner is not known any more; it was a',
      'purpose is known: Pays.',
      'hosts was x.test and is x.test, y.test',
      'GET /c appeared',
      'GET /b went',
      'GET /a was managed and is zombie',
    ]);
    expect(entry?.fields).toEqual([
      { field: 'owner', before: 'a' },
      { field: 'purpose', after: 'Pays.' },
      { field: 'hosts', before: ['x.test'], after: ['x.test', 'y.test'] },
    ]);
  });

  test('of thousands of endpoints counts those that it does not name', () => {
    const endpoints = Array.from({ length: 5000 }, (_, n) => endpoint(`/${n}`));
    const changed = [changesOf(record('pay'), record('pay', { endpoints }))];
    const [entry] = historyOf(cycle, { ...nothing, changed }, () => true);
    expect(entry?.changes).toHaveLength(101);
    expect(entry?.changes.at(-1)).toBe('4900 more endpoints changed');
  });
});
