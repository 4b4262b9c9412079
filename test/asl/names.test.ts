import { existsSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { allStates, invokedFunction, kebab, pascal } from '../../lib/asl.ts';
import { machineNeeds } from '../../lib/needs/machines.ts';
import { definitionOf, machineIds } from './definitions.ts';

// One name for one thing: state, function, file, needs and test.
describe.each(machineIds)('%s', (machine) => {
  const invoked = new Set(
    allStates(definitionOf(machine)).flatMap(([, state]) => invokedFunction(state) ?? []),
  );
  const handlers = readdirSync(`lambdas/${machine}`).map((file) => basename(file, '.ts'));

  test('its functions are its states', () => {
    expect(handlers.sort()).toEqual([...invoked].map(kebab).sort());
  });

  test('its needs are its states', () => {
    expect(Object.keys(machineNeeds[machine]).sort()).toEqual([...invoked].sort());
  });

  test.each([...invoked])('%s has its test', (state) => {
    expect(existsSync(`test/lambdas/${machine}/${kebab(state)}.test.ts`)).toBe(true);
  });
});

test.each(['ResolveSeats', 'PlanCycle', 'Triage'])('kebab and pascal are inverse: %s', (name) => {
  expect(pascal(kebab(name))).toBe(name);
});
