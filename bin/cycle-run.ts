import { sfnExecutions } from '../aws/step-functions/executions.ts';
import { CommandFailure } from './failure.ts';

export interface StartedCycle {
  readonly name: string;
  readonly arn: string;
}

/** `cycle-20261124-101530`: sortable, and the cycle's id in every table and key. */
const newName = (at: Date): string =>
  `cycle-${at.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}`;

export const startCycle = async (name = newName(new Date())): Promise<StartedCycle> => {
  if (!/^cycle-[A-Za-z0-9-]{1,54}$/.test(name)) {
    throw new CommandFailure(
      `"${name}" is no name of a cycle. Use cycle- and up to 54 letters, digits and dashes.`,
      2,
    );
  }
  const arn = await sfnExecutions().start('governance-cycle', name, { trigger: 'person' });
  return { name, arn };
};

/** The steps of a cycle that run as machines of their own, by the state that starts them. */
const nested: Readonly<Record<string, string>> = {
  RunDiscovery: 'discovery',
  RunDocumentation: 'documentation',
  RunAssessment: 'assessment',
};

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Follows a cycle to its end, a line for each state it enters.
 * @throws CommandFailure when it ends otherwise than `SUCCEEDED`.
 */
export const followCycle = async (cycle: StartedCycle, report: (line: string) => void): Promise<void> => {
  const executions = sfnExecutions();
  let last = '';
  for (;;) {
    const { status, error, cause } = await executions.describe(cycle.arn);
    const state = await executions.currentState(cycle.arn);
    const machine = state ? nested[state] : undefined;
    const child = machine
      ? (await executions.list(machine)).find(({ name }) => name === `${cycle.name}-${machine}`)
      : undefined;
    const inner = child ? await executions.currentState(child.arn) : undefined;
    const line = inner ? `${machine}: ${inner}` : (state ?? '');
    if (line && line !== last && status === 'RUNNING') report(line);
    last = line;
    if (status === 'SUCCEEDED') return;
    if (status !== 'RUNNING') {
      throw new CommandFailure(
        `The cycle ${cycle.name} ended ${status} in ${state ?? 'its first state'}: ${error ?? ''} ${cause ?? ''}`.trim(),
        1,
      );
    }
    await sleep(700);
  }
};
