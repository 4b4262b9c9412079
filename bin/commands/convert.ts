import type { Command } from 'commander';
import type { ConvertOptions } from '../convert-run.ts';

export const register = (program: Command): void => {
  program
    .command('convert')
    .description(
      'Convert an OpenAPI document into one that Amazon API Gateway imports, hardened, with a report of every change and gap.',
    )
    .argument('<spec>', 'OpenAPI 3.0 or 3.1 document, JSON or YAML, .gz as it is, - for standard input')
    .requiredOption('--out <dir>', 'folder for openapi.json, models.json and report.json')
    .option('--no-harden', 'convert only: no authorizer, validators, integrations or policy')
    .option('--backend <url>', 'base URL of the backend; default: the stage variable “backend”')
    .option('--quiet', 'no summary')
    .addHelpText(
      'after',
      '\nExample:\n  npx gatehouse convert accounts.yaml --out build/accounts\n\nExit codes: 0 converted, 2 unreadable, 3 refused (report.json says why).\n',
    )
    .action(async (spec: string, options: ConvertOptions) => {
      const { convertFile } = await import('../convert-run.ts');
      process.exitCode = await convertFile(spec, options);
    });
};
