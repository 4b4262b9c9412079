import { type AslDefinition, allStates, aslText } from '../../lib/asl.ts';
import { type MachineId, machineNeeds } from '../../lib/needs/machines.ts';

export const machineIds = Object.keys(machineNeeds) as MachineId[];

export const definitionOf = (machine: string): AslDefinition => JSON.parse(aslText(machine)) as AslDefinition;

/** `[machine, state name, state]` of every state of every machine, for `test.each`. */
export const everyState = machineIds.flatMap((machine) =>
  allStates(definitionOf(machine)).map(([name, state]) => [machine, name, state] as const),
);
