/**
 * Walks whole machines over the real handlers with a clock that jumps. A test double of the service: it knows the
 * portable dialect only, and the whole-system test cross-checks it.
 */
import {
  type AslDefinition,
  type AslState,
  invokedFunction,
  isCallback,
  startedMachine,
} from '../../lib/asl.ts';
import { evaluate, fill, place, reference } from './asl-paths.ts';

export interface WalkWorld {
  /** State name → its `run`, bound to in-memory ports. */
  readonly functions: Readonly<Record<string, (payload: never) => Promise<unknown>>>;
  readonly machines?: Readonly<Record<string, AslDefinition>>;
  readonly readItems?: (key: string) => Promise<readonly unknown[]>;
  readonly clock: { advance(seconds: number): void; now(): Date };
  /** What happens while a callback waits, before its tick is over: votes, token rotation, nothing. */
  readonly whileWaiting?: (state: string, token: string) => Promise<void>;
}

export interface Walk {
  readonly status: 'SUCCEEDED' | 'FAILED';
  /** Last state: the `Succeed` or `Fail` it ended in. */
  readonly ended: string;
  readonly output: unknown;
  readonly error?: string;
  readonly visited: readonly string[];
}

class StateError extends Error {
  readonly code: string;
  constructor(code: string, cause: unknown) {
    super(String(cause instanceof Error ? cause.message : cause), { cause });
    this.code = code;
  }
}

/** Completions by token, as the service keeps them. */
export class Callbacks {
  readonly #open = new Map<string, unknown>();
  readonly #done = new Map<string, unknown>();
  #count = 0;
  issue(): string {
    const token = `token-${++this.#count}`;
    this.#open.set(token, undefined);
    return token;
  }
  /** `SendTaskSuccess`: false for a token whose task is closed. */
  complete(token: string, output: unknown): boolean {
    if (!this.#open.delete(token)) return false;
    this.#done.set(token, output);
    return true;
  }
  take(token: string): { output: unknown } | undefined {
    this.#open.delete(token);
    return this.#done.has(token) ? { output: this.#done.get(token) } : undefined;
  }
}

const maximumSteps = 2_000;

export const walk = async (
  definition: AslDefinition,
  input: unknown,
  world: WalkWorld,
  callbacks = new Callbacks(),
  executionName = 'walk-1',
): Promise<Walk> => {
  const visited: string[] = [];
  const context = (state: string, token?: string) => ({
    Execution: {
      Id: `arn:aws:states:::execution:walk:${executionName}`,
      Name: executionName,
      StartTime: world.clock.now().toISOString(),
    },
    State: { Name: state },
    ...(token ? { Task: { Token: token } } : {}),
  });

  const invoke = async (name: string, state: AslState, data: unknown): Promise<unknown> => {
    if (state.Resource?.includes('startExecution')) {
      const machine = world.machines?.[startedMachine(state) ?? ''];
      if (!machine) throw new Error(`No machine for ${name}.`);
      const child = fill(state.Parameters, data, context(name)) as { Input: unknown; Name: string };
      const ended = await walk(machine, child.Input, world, callbacks, child.Name);
      visited.push(...ended.visited.map((visit) => `${startedMachine(state)}/${visit}`));
      if (ended.status === 'FAILED') throw new StateError('States.TaskFailed', ended.error);
      return { Status: 'SUCCEEDED', Output: ended.output };
    }
    const run = world.functions[invokedFunction(state) ?? ''];
    if (!run) throw new Error(`No function for the state ${name}.`);
    const token = isCallback(state) ? callbacks.issue() : undefined;
    const { Payload } = fill(state.Parameters, data, context(name, token)) as { Payload: never };
    const clone = structuredClone(Payload);
    const answer = await run(clone).catch((error: unknown) => {
      throw new StateError('States.TaskFailed', error);
    });
    if (!token) return { Payload: structuredClone(answer) };
    await world.whileWaiting?.(name, token);
    const done = callbacks.take(token);
    if (done) return done.output;
    world.clock.advance(state.TimeoutSeconds ?? 0);
    throw new StateError('States.Timeout', `${name} timed out`);
  };

  const attempt = async (name: string, state: AslState, data: unknown): Promise<unknown> => {
    const retriers = (
      (state.Retry ?? []) as { ErrorEquals: string[]; MaxAttempts?: number; IntervalSeconds?: number }[]
    ).map((retrier) => ({ ...retrier, left: retrier.MaxAttempts ?? 3 }));
    for (;;) {
      try {
        return await (state.Type === 'Map' ? mapItems(name, state, data) : invoke(name, state, data));
      } catch (error) {
        if (!(error instanceof StateError)) throw error;
        const retrier = retriers.find(
          ({ ErrorEquals, left }) => left > 0 && matches(ErrorEquals, error.code),
        );
        if (!retrier) throw error;
        retrier.left--;
        world.clock.advance(retrier.IntervalSeconds ?? 1);
      }
    }
  };

  const mapItems = async (name: string, state: AslState, data: unknown): Promise<unknown> => {
    const reader = state.ItemReader as { Parameters: object } | undefined;
    const items = reader
      ? await world.readItems?.((fill(reader.Parameters, data, context(name)) as { Key: string }).Key)
      : (reference(String(state.ItemsPath ?? '$'), data, context(name)) as unknown[]);
    const results: unknown[] = [];
    let failed = 0;
    for (const [index, item] of (items ?? []).entries()) {
      const itemContext = { ...context(name), Map: { Item: { Value: item, Index: index } } };
      const childInput = state.ItemSelector ? fill(state.ItemSelector, data, itemContext) : item;
      const child = await walk(
        state.ItemProcessor as AslDefinition,
        childInput,
        world,
        callbacks,
        `${executionName}-${name}-${index}`,
      );
      visited.push(...child.visited);
      if (child.status === 'FAILED') failed++;
      else results.push(child.output);
    }
    const tolerated = Number(state.ToleratedFailurePercentage ?? 0);
    if (failed > 0 && (failed / (items?.length || 1)) * 100 > tolerated)
      throw new StateError('States.ExceedToleratedFailureThreshold', `${failed} items failed`);
    return results;
  };

  let current = definition.StartAt;
  let data = input;
  for (let step = 0; step < maximumSteps; step++) {
    const state = definition.States[current];
    if (!state) throw new Error(`No state ${current}.`);
    visited.push(current);
    switch (state.Type) {
      case 'Succeed':
        return { status: 'SUCCEEDED', ended: current, output: data, visited };
      case 'Fail':
        return { status: 'FAILED', ended: current, output: data, error: String(state.Error), visited };
      case 'Choice':
        current = choose(state, data, context(current));
        continue;
      case 'Wait':
        world.clock.advance(Number(state.Seconds ?? 0));
        break;
      case 'Pass': {
        const result =
          'Result' in state
            ? state.Result
            : state.Parameters
              ? fill(state.Parameters, data, context(current))
              : data;
        data = place(state.ResultPath as string | null | undefined, data, result);
        break;
      }
      default:
        try {
          const raw = await attempt(current, state, data);
          const selected = state.ResultSelector ? fill(state.ResultSelector, raw, context(current)) : raw;
          data = place(state.ResultPath as string | null | undefined, data, selected);
        } catch (error) {
          if (!(error instanceof StateError)) throw error;
          const catcher = (
            (state.Catch ?? []) as { ErrorEquals: string[]; Next: string; ResultPath?: string }[]
          ).find(({ ErrorEquals }) => matches(ErrorEquals, error.code));
          if (!catcher)
            return {
              status: 'FAILED',
              ended: current,
              output: data,
              error: `${error.code}: ${error.message}`,
              visited,
            };
          data = place(catcher.ResultPath, data, { Error: error.code, Cause: error.message });
          current = catcher.Next;
          continue;
        }
    }
    if (state.OutputPath) data = evaluate(String(state.OutputPath), data, context(current));
    if (state.End) return { status: 'SUCCEEDED', ended: current, output: data, visited };
    current = String(state.Next);
  }
  throw new Error(`${maximumSteps} steps and no end: ${visited.slice(-10).join(' → ')}`);
};

/** AWS: `States.TaskFailed` stands for every error of a Task but `States.Timeout`. */
const matches = (names: readonly string[], code: string): boolean =>
  names.includes(code) ||
  names.includes('States.ALL') ||
  (names.includes('States.TaskFailed') && code !== 'States.Timeout');

type Rule = Readonly<Record<string, unknown>> & { readonly Next?: string };

const choose = (state: AslState, data: unknown, context: unknown): string => {
  const holds = (rule: Rule): boolean => {
    if (rule.And) return (rule.And as Rule[]).every(holds);
    if (rule.Or) return (rule.Or as Rule[]).some(holds);
    if (rule.Not) return !holds(rule.Not as Rule);
    let value: unknown;
    try {
      value = reference(String(rule.Variable), data, context);
    } catch (error) {
      if ('IsPresent' in rule) return rule.IsPresent === false;
      throw error;
    }
    if ('IsPresent' in rule) return rule.IsPresent === true;
    if ('StringEquals' in rule) return value === rule.StringEquals;
    if ('BooleanEquals' in rule) return value === rule.BooleanEquals;
    if ('NumericEquals' in rule) return value === rule.NumericEquals;
    if ('NumericGreaterThan' in rule) return Number(value) > Number(rule.NumericGreaterThan);
    if ('IsNull' in rule) return (value === null) === rule.IsNull;
    throw new Error(`The walk does not know the rule ${JSON.stringify(rule)}.`);
  };
  const chosen = (state.Choices as Rule[]).find(holds);
  const next = chosen?.Next ?? state.Default;
  if (!next) throw new Error('States.NoChoiceMatched');
  return String(next);
};
