import { type Command, Option } from 'commander';
import type { DiscoverOptions } from '../discover-run.ts';

export const register = (program: Command): void => {
  program
    .command('discover')
    .description(
      'Find APIs: in the account of the current AWS environment, in exports of gateways and tools, or in both.',
    )
    .option('--source <id...>', 'only these sources; of one that is handed in: read it as this (see --list)')
    .option(
      '--import <file...>',
      'exports, specifications, captures, spreadsheets: files, folders, zips, globs, s3:// too, - for standard input',
    )
    .option('--account <id>', 'account of the credentials, where they do not say it')
    .option('--region <region...>', 'Regions to read; default: that of the environment')
    .option('--aggregator <name>', 'AWS Config aggregator to ask, with --source config-aggregator or all')
    .option('--domain <domain...>', 'domains of the bank: captures and crawls keep only hosts under these')
    .option('--list', 'print every source, and how to get what is handed in')
    .addOption(
      new Option('--format <format>', 'format of the result').choices(['text', 'json']).default('text'),
    )
    .option('--out <file>', 'write the result into a file')
    .option('--quiet', 'no progress and, without --out, no result')
    .addHelpText(
      'after',
      `
Examples:
  npx gatehouse discover --region eu-central-1 eu-west-1
  npx gatehouse discover --import exports/ --format json --out catalogue.json
  npx gatehouse discover --source kong --import kong.yaml
  npx gatehouse discover --source load-balancers route53 --import specs/*.yaml
  npx gatehouse catalogue --from catalogue.json --format csv

With --import alone no account is read and nothing is called: it works offline. Nothing is written anywhere but into
--out. The JSON is described in docs/schemas/catalogue.json; what the last sentences mean is in docs/coverage.md.

Exit codes: 0 everything was read, 2 bad usage or something that could not be read (it is named), 3 refused: nothing
could be read for want of rights.
`,
    )
    .action(async (options: DiscoverOptions) => {
      const { runDiscover } = await import('../discover-run.ts');
      process.exitCode = await runDiscover(options);
    });
};
