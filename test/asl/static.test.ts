import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import aslValidator from 'asl-validator';
import {
  allStates,
  aslText,
  invokedFunction,
  isCallback,
  loadDefinition,
  startedMachine,
  tokensOf,
} from '../../lib/asl.ts';
import { machineNeeds } from '../../lib/needs/machines.ts';
import { definitionOf, everyState, machineIds } from './definitions.ts';

const tasks = everyState.filter(([, , state]) => state.Type === 'Task');

test('every file in statemachines/ is a machine, and every machine has its file', () => {
  const files = readdirSync('statemachines').map((file) => file.replace('.asl.json', ''));
  expect(files.sort()).toEqual([...machineIds].sort());
});

describe.each(machineIds)('%s', (machine) => {
  test('is valid Amazon States Language', () => {
    expect(aslValidator(definitionOf(machine))).toMatchObject({ isValid: true });
  });

  test('says what it is for and when it ends at the latest', () => {
    const definition = definitionOf(machine);
    expect(definition.Comment?.length).toBeGreaterThan(20);
    expect(definition.TimeoutSeconds).toBeGreaterThan(0);
  });

  test('names only tokens that the construct can supply', () => {
    for (const token of tokensOf(aslText(machine))) {
      expect(token).toMatch(/^(\w+FunctionArn|\w+MachineArn|EvidenceBucketName)$/);
    }
  });

  test('every state can be reached', () => {
    const reach = (definition: ReturnType<typeof definitionOf>): void => {
      const seen = new Set<string>();
      const queue = [definition.StartAt];
      for (let name = queue.pop(); name; name = queue.pop()) {
        if (seen.has(name)) continue;
        seen.add(name);
        const state = definition.States[name];
        const targets = [
          state?.Next,
          state?.Default,
          ...((state?.Choices ?? state?.Catch ?? []) as { Next: string }[]).map(({ Next }) => Next),
        ];
        const catches = ((state?.Catch ?? []) as { Next: string }[]).map(({ Next }) => Next);
        queue.push(
          ...[...targets, ...catches].filter((target): target is string => typeof target === 'string'),
        );
        if (state?.ItemProcessor) reach(state.ItemProcessor);
      }
      expect([...seen].sort()).toEqual(Object.keys(definition.States).sort());
    };
    reach(definitionOf(machine));
  });

  test('the tick goes into callbacks and nowhere else', () => {
    const before = allStates(definitionOf(machine));
    for (const [index, [, state]] of allStates(loadDefinition(machine, 7)).entries()) {
      expect(state.TimeoutSeconds).toBe(isCallback(state) ? 7 : before[index]?.[1].TimeoutSeconds);
    }
  });
});

test.each(everyState)('%s / %s has a comment', (_machine, _name, state) => {
  expect(state.Comment?.length).toBeGreaterThan(10);
});

describe.each(tasks)('%s / %s', (machine, name, state) => {
  test('is a call that runs the same on AWS and locally', () => {
    expect(state.Resource).toMatch(
      /^arn:aws:states:::(lambda:invoke(\.waitForTaskToken)?|states:startExecution\.sync:2)$/,
    );
    expect(invokedFunction(state) ?? startedMachine(state)).toBeDefined();
  });

  test('has an integer time-out, Retry, and Catch in the order Timeout, TaskFailed, ALL', () => {
    expect(Number.isInteger(state.TimeoutSeconds)).toBe(true);
    expect((state.Retry as unknown[]).length).toBeGreaterThan(0);
    const caught = (state.Catch as { ErrorEquals: string[] }[]).flatMap(({ ErrorEquals }) => ErrorEquals);
    expect(caught).toEqual(['States.Timeout', 'States.TaskFailed', 'States.ALL']);
  });

  test('retries with full jitter and a cap', () => {
    for (const retrier of state.Retry as Record<string, unknown>[]) {
      expect(retrier).toMatchObject({ JitterStrategy: 'FULL' });
      expect(Number(retrier.MaxDelaySeconds)).toBeGreaterThan(0);
      expect(Number(retrier.MaxAttempts)).toBeLessThanOrEqual(10);
    }
  });

  test('invokes the function of its own name, in its own folder', () => {
    const invoked = invokedFunction(state);
    if (invoked) {
      expect(invoked).toBe(name);
      expect(Object.keys(machineNeeds[machine])).toContain(name);
    }
  });
});

test.each(everyState)('%s / %s keeps to the portable dialect', (_machine, _name, state) => {
  expect(state.QueryLanguage ?? 'JSONPath').toBe('JSONPath');
  expect(['Task', 'Choice', 'Pass', 'Wait', 'Map', 'Succeed', 'Fail']).toContain(state.Type);
  for (const absent of [
    'HeartbeatSeconds',
    'TimeoutSecondsPath',
    'ItemBatcher',
    'ResultWriter',
    'ErrorPath',
    'CausePath',
  ]) {
    expect(state).not.toHaveProperty(absent);
  }
  if (state.Type === 'Fail') {
    expect(typeof state.Error).toBe('string');
    expect(typeof state.Cause).toBe('string');
  }
});
