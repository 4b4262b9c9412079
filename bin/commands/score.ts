import { type Command, InvalidArgumentError, Option } from 'commander';

interface Options {
  readonly failUnder?: number;
  readonly format: 'text' | 'json';
  readonly out?: string;
  readonly quiet?: boolean;
}

const points = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 100))
    throw new InvalidArgumentError('Give a number from 0 to 100.');
  return value;
};

export const register = (program: Command): void => {
  program
    .command('score')
    .description(
      'Score OpenAPI documents by the documentation rubric, 0–100, with the fixes that bring most.',
    )
    .argument(
      '<spec...>',
      'files, folders or globs of OpenAPI 3 documents, .gz as it is, s3:// too, - for standard input',
    )
    .option('--fail-under <points>', 'exit 1 when a document scores less', points)
    .addOption(
      new Option('--format <format>', 'format of the result').choices(['text', 'json']).default('text'),
    )
    .option('--out <file>', 'write the result into a file')
    .option('--quiet', 'without --out, no result')
    .addHelpText(
      'after',
      '\nExample:\n  npx gatehouse score specs/ --fail-under 80\n\nExit codes: 0 fine, 1 under the threshold, 2 a document that cannot be read.\nThe JSON is described in docs/schemas/score.json.\n',
    )
    .action(async (specs: string[], options: Options) => {
      const { runScore } = await import('../score-run.ts');
      process.exitCode = await runScore(specs, options);
    });
};
