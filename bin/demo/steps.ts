import { Listr, type ListrTask } from 'listr2';

/** Says how a step goes on. */
export type Report = (line: string) => void;

export interface Step<Result> {
  readonly title: string;
  readonly work: (report: Report) => Promise<Result>;
  /** What the title becomes when the step is done. */
  readonly done?: (result: Result) => string;
}

/** Runs one step and shows it. */
export type RunStep = <Result>(step: Step<Result>) => Promise<Result>;

const elapsed = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** In a terminal: one line that moves, with the latest of its work below it. */
const live: RunStep = async (step) => {
  let result: Awaited<ReturnType<typeof step.work>> | undefined;
  const began = Date.now();
  const task: ListrTask = {
    title: step.title,
    task: async (_context, shown) => {
      result = await step.work((line) => {
        shown.output = line;
      });
      shown.title = `${step.title.padEnd(18)} ${step.done?.(result) ?? ''} (${elapsed(began)})`;
    },
    rendererOptions: { persistentOutput: false },
  };
  await new Listr([task], { renderer: 'default', rendererOptions: { showErrorMessage: false } }).run();
  return result as Awaited<ReturnType<typeof step.work>>;
};

const started = Date.now();

/** Elsewhere: plain lines with the time since the start. */
const lines: RunStep = async (step) => {
  const say = (text: string) => process.stdout.write(`${elapsed(started).padStart(8)}  ${text}\n`);
  say(step.title);
  const result = await step.work((line) => say(`  ${line}`));
  const done = step.done?.(result);
  if (done) say(`✔ ${step.title}: ${done}`);
  return result;
};

const quiet: RunStep = (step) => step.work(() => {});

export const steps = (kind: 'live' | 'lines' | 'quiet'): RunStep => ({ live, lines, quiet })[kind];
