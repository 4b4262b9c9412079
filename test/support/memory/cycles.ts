import type { Cycle, Cycles } from '../../../core/ports.ts';

type Step = { counts: Readonly<Record<string, number>>; problems: Cycle['problems'] };

export const memoryCycles = (): Cycles => {
  const rows = new Map<string, { cycle: Cycle; steps: Map<string, Step> }>();
  const read = ({ cycle, steps }: { cycle: Cycle; steps: Map<string, Step> }): Cycle => ({
    ...cycle,
    counts: Object.assign({}, cycle.counts, ...[...steps.values()].map((step) => step.counts)),
    problems: [...cycle.problems, ...[...steps.values()].flatMap((step) => step.problems)],
  });
  return {
    async start(cycle) {
      const existing = rows.get(cycle.cycleId);
      if (existing) return read(existing);
      rows.set(cycle.cycleId, { cycle, steps: new Map() });
      return cycle;
    },
    async get(cycleId) {
      const row = rows.get(cycleId);
      return row && read(row);
    },
    async latest() {
      const newest = [...rows.values()].sort((a, b) => (a.cycle.startedAt < b.cycle.startedAt ? 1 : -1))[0];
      return newest && read(newest);
    },
    async record(cycleId, step, counts, problems = []) {
      const row = rows.get(cycleId);
      if (!row) throw new Error(`No cycle ${cycleId}.`);
      row.steps.set(step, { counts, problems });
    },
    async finish(cycleId, state, at) {
      const row = rows.get(cycleId);
      if (row?.cycle.state === 'RUNNING') row.cycle = { ...row.cycle, state, finishedAt: at };
    },
  };
};
