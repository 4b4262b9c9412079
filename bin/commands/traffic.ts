import { type Command, InvalidArgumentError, Option } from 'commander';
import type { TrafficOptions } from '../traffic-run.ts';

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `7d`, `24h`, or a date. */
const instant = (text: string): number => {
  const ago = /^(\d{1,5})([mhd])$/.exec(text);
  if (ago) return Date.now() - Number(ago[1]) * units[ago[2] as keyof typeof units];
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('Give a date such as 2026-11-01, or 7d, 24h, 30m.');
  return at;
};

export const register = (program: Command): void => {
  program
    .command('traffic')
    .description('Endpoint inventory from access logs: what is called, and what of it no document knows.')
    .argument(
      '<log...>',
      'files, folders, globs, s3:// or - for standard input; gzip as it is, formats by themselves',
    )
    .option('--spec <spec...>', 'OpenAPI 3 documents that say what is known: files, folders, globs')
    .option('--since <when>', 'only requests from then on: a date, or 7d, 24h', instant)
    .addOption(
      new Option('--format <format>', 'format of the result').choices(['text', 'json']).default('text'),
    )
    .option('--explain <endpoint>', 'why an endpoint has its template, and which decision was the weakest')
    .option('--field-map <file>', 'YAML or JSON that says how to read a format of your own')
    .option('--host <name>', 'host of logs whose lines name none')
    .option('--draft <folder>', 'write an OpenAPI 3.1 draft of what is undocumented, one file a host')
    .addOption(
      new Option('--fail-on <state...>', 'exit 1 when an endpoint is in one of these states').choices([
        'shadow',
        'undocumented',
        'zombie',
      ]),
    )
    .option('--out <file>', 'write the result into a file')
    .option('--quiet', 'no progress, no warnings and, without --out, no result')
    .addHelpText(
      'after',
      `
Examples:
  npx gatehouse traffic logs/ --spec specs/ --fail-on shadow
  zcat access.log.gz | npx gatehouse traffic - --host api.bank.example --format json
  npx gatehouse traffic alb/*.gz --explain 'GET api.bank.example/accounts/{accountId}'

Formats, and what each hides, are in docs/log-formats.md; the JSON is described in docs/schemas/traffic.json.
Personal data in paths is shown masked, with a hash keyed by GATEHOUSE_HASH_KEY (else by a key of this run).

Exit codes: 0 fine, 1 an endpoint in a state of --fail-on, 2 bad usage or an input that cannot be read.
`,
    )
    .action(async (logs: string[], options: TrafficOptions) => {
      const { runTraffic } = await import('../traffic-run.ts');
      process.exitCode = await runTraffic(logs, options);
    });
};
