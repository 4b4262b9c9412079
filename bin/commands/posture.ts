import { type Command, Option } from 'commander';

interface Options {
  readonly snapshot?: string;
  readonly failOn?: string;
  readonly format: 'text' | 'json';
  readonly out?: string;
  readonly account?: string;
  readonly region?: readonly string[];
  readonly quiet?: boolean;
}

export const register = (program: Command): void => {
  program
    .command('posture')
    .description(
      'Check Amazon API Gateway as it is deployed: the account of the current AWS environment, or a saved snapshot.',
    )
    .option('--snapshot <file>', 'file of “gatehouse snapshot”, .gz as it is, - for standard input')
    .option('--fail-on <severity>', 'exit 1 when a check of this severity or a graver one fails')
    .addOption(
      new Option('--format <format>', 'format of the result').choices(['text', 'json']).default('text'),
    )
    .option('--out <file>', 'write the result into a file')
    .option('--account <id>', 'account of the credentials, where they do not say it')
    .option('--region <region...>', 'Regions to read; default: that of the environment')
    .option('--quiet', 'no progress and, without --out, no result')
    .addHelpText(
      'after',
      '\nExample:\n  npx gatehouse posture --fail-on high --format json --out posture.json\n\nExit codes: 0 fine, 1 failures at or over --fail-on, 2 bad input or something that could not be read.\nThe checks are documented in docs/checks.md, the JSON in docs/schemas/posture.json.\n',
    )
    .action(async ({ failOn, ...options }: Options) => {
      const { runPosture, severityOf } = await import('../posture-run.ts');
      process.exitCode = await runPosture({ ...options, ...(failOn ? { failOn: severityOf(failOn) } : {}) });
    });
};
