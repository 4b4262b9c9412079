import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CatalogueOptions } from '../catalogue-run.ts';

const states = ['managed', 'shadow', 'undocumented', 'bypass', 'orphan', 'zombie', 'drifted', 'stranded'];
const formats = ['text', 'json', 'csv', 'backstage', 'linkset', 'apis-json', 'cyclonedx'];

/** `https://developer.bank.example/` → without the slash at its end. */
const address = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url.href.replace(/\/$/, '');
  throw new InvalidArgumentError('Give an address that begins with https://.');
};

const origin = (text: string): string => new URL(address(text)).origin;

export const register = (program: Command): void => {
  program
    .command('catalogue')
    .description('Print the catalogue of APIs, or write it in a form that other tools read.')
    .addOption(new Option('--format <format>', 'form of the result').choices(formats).default('text'))
    .addOption(new Option('--state <state>', 'only APIs with an endpoint in this state').choices(states))
    .option('--owner <owner>', 'only APIs of this owner, as the catalogue has it')
    .addOption(
      new Option('--exposure <exposure...>', 'only APIs that are known to be for these').choices([
        'internal',
        'partner',
        'public',
      ]),
    )
    .option('--from <file>', 'a catalogue that was saved as JSON, .gz as it is, - for standard input')
    .option('--site <url>', 'linkset, apis-json: the site that the list stands on', origin)
    .option('--publisher <name>', 'apis-json: who publishes the list')
    .option('--portal <url>', 'backstage: address of the portal, for links to the records', address)
    .option('--out <file>', 'write the result into a file')
    .option('--quiet', 'no warnings and, without --out, no result')
    .addHelpText(
      'after',
      `
Examples:
  npx gatehouse catalogue --state shadow
  npx gatehouse catalogue --format csv --out catalogue.csv
  npx gatehouse catalogue --format linkset --exposure partner public --site https://developer.bank.example

Reads the account of the current AWS environment, or the file of --from. json is everything with its sources
(docs/schemas/catalogue.json); csv one row for each API; backstage API entities; linkset an API catalog for
/.well-known/api-catalog (RFC 9727); apis-json an index of apisjson.org; cyclonedx services of a bill of materials.
linkset and apis-json are made for readers outside of the bank: they hold names and addresses only.

Exit codes: 0 written, 2 bad usage or a file or account that cannot be read.
`,
    )
    .action(async (options: CatalogueOptions) => {
      const { runCatalogue } = await import('../catalogue-run.ts');
      process.exitCode = await runCatalogue(options);
    });
};
