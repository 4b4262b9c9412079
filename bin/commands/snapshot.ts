import type { Command } from 'commander';

interface Options {
  readonly out: string;
  readonly account?: string;
  readonly region?: readonly string[];
  readonly quiet?: boolean;
}

export const register = (program: Command): void => {
  program
    .command('snapshot')
    .description(
      'Save what “posture” reads of Amazon API Gateway, to be assessed offline. No values of stage variables or keys.',
    )
    .requiredOption('--out <file>', 'file to write')
    .option('--account <id>', 'account of the credentials, where they do not say it')
    .option('--region <region...>', 'Regions to read; default: that of the environment')
    .option('--quiet', 'no progress')
    .addHelpText(
      'after',
      '\nExample:\n  npx gatehouse snapshot --out gateway.json && npx gatehouse posture --snapshot gateway.json\n\nExit codes: 0 everything read, 2 something could not be read (it is named).\n',
    )
    .action(async (options: Options) => {
      const { runSnapshot } = await import('../snapshot-run.ts');
      process.exitCode = await runSnapshot(options);
    });
};
