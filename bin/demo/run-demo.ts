import { systemClock } from '../../aws/clock.ts';
import { sfnExecutions } from '../../aws/step-functions/executions.ts';
import { summarise } from '../../core/report/summary.ts';
import { judgeCatalogue } from '../../local/demo-bank/truth.ts';
import type { LocalAws } from '../../local/local-aws.ts';
import { followCycle, startCycle } from '../cycle-run.ts';
import { CommandFailure } from '../failure.ts';
import { storedState, writeReport } from '../report-run.ts';
import { bringUp } from './bring-up.ts';
import { decideReviews } from './decide-reviews.ts';
import { steps } from './steps.ts';
import { summaryText } from './summary-text.ts';

const pollMs = 800;
/** A migration of the demo bank takes seconds; one that takes this long does not move any more. */
const migrationMinutes = 5;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until no migration runs. @returns what became of each */
const awaitMigrations = async (report: (line: string) => void): Promise<string> => {
  const { migrations } = storedState();
  const executions = sfnExecutions();
  const until = Date.now() + migrationMinutes * 60_000;
  for (;;) {
    const running = (await executions.list('migration')).filter(({ status }) => status === 'RUNNING');
    if (running.length === 0) break;
    if (Date.now() > until)
      throw new CommandFailure(
        `${running[0]?.name} has been running for ${migrationMinutes} minutes. See docs/runbook.md#migration-failed.`,
        1,
      );
    for (const { arn, name } of running)
      report(`${name}: ${(await executions.currentState(arn)) ?? 'starts'}`);
    await sleep(pollMs);
  }
  const ended = await migrations.listMigrations();
  return ended.length === 0
    ? 'nothing to migrate'
    : ended.map(({ apiName, state }) => `${apiName} ${state.toLowerCase().replace('_', ' ')}`).join(', ');
};

/** Starts again what an interrupted run left behind: rounds whose execution is gone. */
const recover = async (): Promise<void> => {
  const executions = sfnExecutions();
  const arn = await executions.start('exception-sweep', `sweep-${Date.now()}`, {});
  while ((await executions.describe(arn)).status === 'RUNNING') await sleep(pollMs);
};

export interface DemoOptions {
  readonly out: string;
  /** A person sits at the terminal and decides. */
  readonly interactive: boolean;
}

/** `npm start`: everything, from nothing to the report. @throws CommandFailure when the cycle or a migration fails */
export const runDemo = async ({ out, interactive }: DemoOptions): Promise<void> => {
  const began = systemClock.now().getTime();
  const run = steps(interactive ? 'live' : 'lines');
  const aws: LocalAws = await bringUp(run);
  const { isFirst } = await run({
    title: 'Governance cycle',
    work: async (report) => {
      await recover();
      // A migration moves an API to another gateway, which the truth does not tell.
      const isFirst = (await storedState().migrations.listMigrations()).length === 0;
      const cycle = await startCycle();
      await followCycle(cycle, report);
      return { ...cycle, isFirst };
    },
    done: ({ name }) => name,
  });
  await decideReviews(aws, { interactive, run });
  await run({ title: 'Migration', work: awaitMigrations, done: (outcome) => outcome });
  const { html, state } = await run({
    title: 'Report',
    work: () => writeReport(out),
    done: ({ html: file }) => file,
  });
  const seconds = Math.round((systemClock.now().getTime() - began) / 1000);
  const judged = isFirst ? judgeCatalogue(state.apis.map(({ record }) => record)) : undefined;
  process.stdout.write(summaryText(summarise(state), { html, portalUrl: aws.portalUrl, seconds }, judged));
};
