import type { Workflows } from '../../../core/ports.ts';

/** Remembers what was started; the same name with another input is refused, as by the service's adapter. */
export const memoryWorkflows = (): Workflows & {
  readonly started: { machine: string; name: string; input: unknown }[];
} => {
  const started: { machine: string; name: string; input: unknown }[] = [];
  return {
    started,
    async start(machine, name, input) {
      const before = started.find((execution) => execution.machine === machine && execution.name === name);
      if (before && JSON.stringify(before.input) !== JSON.stringify(input))
        throw new Error(`${name} already runs with another input.`);
      if (before) return 'ALREADY_STARTED';
      started.push({ machine, name, input });
      return 'STARTED';
    },
    running: async (machine) =>
      started.filter((execution) => execution.machine === machine).map(({ name }) => name),
  };
};
