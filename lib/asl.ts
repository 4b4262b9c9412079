import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A state, as far as the loader and the tests look into it. */
export interface AslState {
  readonly Type: string;
  readonly Comment?: string;
  readonly Resource?: string;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly TimeoutSeconds?: number;
  readonly ItemProcessor?: AslDefinition & { readonly ProcessorConfig?: { readonly Mode?: string } };
  readonly ItemReader?: unknown;
  readonly [field: string]: unknown;
}

export interface AslDefinition {
  readonly Comment?: string;
  readonly StartAt: string;
  readonly TimeoutSeconds?: number;
  readonly States: Readonly<Record<string, AslState>>;
}

const folder = fileURLToPath(new URL('../statemachines', import.meta.url));

export const aslText = (machine: string): string => readFileSync(`${folder}/${machine}.asl.json`, 'utf8');

/** Every state of a definition, those of Map processors included. */
export const allStates = (definition: AslDefinition): [string, AslState][] =>
  Object.entries(definition.States).flatMap(([name, state]) => [
    [name, state] as [string, AslState],
    ...(state.ItemProcessor ? allStates(state.ItemProcessor) : []),
  ]);

export const isCallback = (state: AslState): boolean =>
  state.Resource?.endsWith('.waitForTaskToken') ?? false;

/** The state whose function a Task invokes: `${OpenRoundFunctionArn}` → `OpenRound`. */
export const invokedFunction = (state: AslState): string | undefined =>
  /^\$\{(\w+)FunctionArn\}$/.exec(String(state.Parameters?.FunctionName ?? ''))?.[1];

/** The machine that a Task starts: `${DiscoveryMachineArn}` → `discovery`. */
export const startedMachine = (state: AslState): string | undefined => {
  const name = /^\$\{(\w+)MachineArn\}$/.exec(String(state.Parameters?.StateMachineArn ?? ''))?.[1];
  return name?.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase();
};

/** `ResolveSeats` → `resolve-seats`. */
export const kebab = (state: string): string => state.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase();

/** `risk-review` → `RiskReview`. */
export const pascal = (machine: string): string =>
  machine.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

/** `${…}` tokens a definition uses. */
export const tokensOf = (text: string): Set<string> =>
  new Set([...text.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1] ?? ''));

/**
 * Reads a definition and gives every callback its tick: CDK passes numbers only as numbers, so that they cannot be
 * `${tokens}`; and it drops a `timeout` prop for definitions from text, so that the file's own time-outs count.
 */
export const loadDefinition = (machine: string, tickSeconds: number): AslDefinition => {
  const withTick = (definition: AslDefinition): AslDefinition => ({
    ...definition,
    States: Object.fromEntries(
      Object.entries(definition.States).map(([name, state]) => [
        name,
        {
          ...state,
          ...(isCallback(state) ? { TimeoutSeconds: tickSeconds } : {}),
          ...(state.ItemProcessor ? { ItemProcessor: withTick(state.ItemProcessor) } : {}),
        },
      ]),
    ),
  });
  return withTick(JSON.parse(aslText(machine)) as AslDefinition);
};
