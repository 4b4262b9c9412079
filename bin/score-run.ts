import { documentLimits, readDocument } from '../core/documentation/read-document.ts';
import { scoreDocument, unreadableScore } from '../core/documentation/score.ts';
import { type ScoreReport, scoreResult } from '../core/documentation/score-report.ts';
import { formatProblem, type InputProblem } from '../core/input-problem.ts';
import { CommandFailure } from './failure.ts';
import { type InputFile, inputFiles } from './input-files.ts';
import { jsonText, type OutputOptions, painter, writeResult } from './output.ts';

export interface ScoreOptions extends OutputOptions {
  readonly failUnder?: number;
  readonly format: 'text' | 'json';
}

interface Scored {
  readonly result: ScoreReport['results'][number];
  readonly readable: boolean;
}

const scoreFile = async ({ name, read }: InputFile): Promise<Scored> => {
  const start = performance.now();
  const seconds = () => Math.round(performance.now() - start) / 1000;
  const say = (problems: readonly InputProblem[]) => {
    for (const problem of problems) process.stderr.write(`${formatProblem(problem)}\n`);
  };
  let text: string;
  try {
    text = await read();
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    process.stderr.write(`${error.message}\n`);
    const problem = { file: name, message: 'The file cannot be read.', fix: 'Check the file.' };
    return { result: scoreResult(name, unreadableScore([problem]), seconds()), readable: false };
  }
  const reading = readDocument(text, name);
  say(reading.problems);
  const score = scoreDocument(reading, name);
  return { result: scoreResult(name, score, seconds()), readable: reading.ok };
};

const textOf = ({ results }: ScoreReport, options: OutputOptions): string => {
  const paint = painter(options);
  const lines = results.flatMap(({ file, score, grade, gates, nextBestFixes }) => [
    `${paint(score >= 80 ? 'green' : score >= 50 ? 'yellow' : 'red', `${score.toFixed(1).padStart(5)} ${grade}`)}  ${file}`,
    ...gates.map(({ code, cap, detail }) => `         at most ${cap}: ${detail} (${code})`),
    ...nextBestFixes
      .slice(0, 3)
      .map(({ checkId, gain, where }) => `         +${gain} ${checkId} at ${where || '/'}`),
  ]);
  return `${lines.join('\n')}\n`;
};

/**
 * Scores documents. One that cannot be read is a result with a gate, and the run goes on.
 * @returns the exit code: 1 when a score is under the threshold, 2 when a document could not be read
 */
export const runScore = async (specs: readonly string[], options: ScoreOptions): Promise<number> => {
  const files = await inputFiles(specs, {
    extensions: ['yaml', 'yml', 'json'],
    maxBytes: documentLimits.maxBytes,
  });
  const scored: Scored[] = [];
  for (const file of files) scored.push(await scoreFile(file));
  const report: ScoreReport = { schemaVersion: 1, results: scored.map(({ result }) => result) };
  await writeResult(options.format === 'json' ? jsonText(report) : textOf(report, options), options);
  const { failUnder } = options;
  if (failUnder !== undefined && report.results.some(({ score }) => score < failUnder)) return 1;
  return scored.every(({ readable }) => readable) ? 0 : 2;
};
