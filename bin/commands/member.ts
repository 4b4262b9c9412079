import { type Command, Option } from 'commander';
import type { CheckOptions, OnboardOptions, TrustOptions } from '../member-run.ts';

/** Options of what the member stack is told of the governance account. */
const trust = (command: Command): Command =>
  command
    .requiredOption('--governance-account <id>', 'account that Gatehouse runs in')
    .requiredOption('--external-id <id>', 'external id of this installation, 16 characters or more')
    .option(
      '--operator-roles <pattern>',
      'roles of the governance account whose people may check, for example aws-reserved/*Gatehouse*',
    )
    .option('--event-bus <arn>', 'event bus of the governance account that takes changes of API Gateway');

const template = (parent: Command): void => {
  trust(
    parent
      .command('template')
      .description('Write the member stack as a CloudFormation template, for StackSets.'),
  )
    .option('--role-region <region>', 'the one Region whose stack makes the role')
    .option('--out <file>', 'write the template into a file')
    .option('--quiet', 'without --out, no result')
    .addHelpText(
      'after',
      '\nExample:\n  npx gatehouse member template --governance-account 111122223333 --external-id "$EXTERNAL_ID" --role-region eu-central-1 --out member.json\n\nExit codes: 0 written, 2 bad usage.\n',
    )
    .action(async (options: TrustOptions & { roleRegion?: string; out?: string; quiet?: boolean }) => {
      const { runTemplate } = await import('../member-run.ts');
      process.exitCode = await runTemplate(options);
    });
};

const onboard = (parent: Command): void => {
  trust(
    parent
      .command('onboard')
      .description('Deploy or update the read-only role in the account of the current credentials.')
      .requiredOption('--account <id>', 'account to onboard; the credentials must be its own'),
  )
    .option('--regions <region...>', 'Regions to read; default: those that the account has enabled')
    .option('--governance-profile <name>', 'AWS profile of the governance account, to check the role at once')
    .option('--write <file>', 'sources.yaml to add the account to')
    .option('--quiet', 'no progress and no result')
    .addHelpText(
      'after',
      '\nExample:\n  AWS_PROFILE=payments npx gatehouse member onboard --account 444455556666 --regions eu-central-1 eu-west-1 --governance-account 111122223333 --external-id "$EXTERNAL_ID"\n\nExit codes: 0 done, 1 a right is missing, 2 bad usage or something that did not answer, 3 refused.\nWhat the role may do is in docs/member-accounts.md.\n',
    )
    .action(async (options: OnboardOptions) => {
      const { runOnboard } = await import('../member-run.ts');
      process.exitCode = await runOnboard(options);
    });
};

const check = (parent: Command): void => {
  parent
    .command('check')
    .description(
      'Assume the read-only role of an account and read a little of everything: what works, what is not seen.',
    )
    .requiredOption('--account <id>', 'account to check')
    .option('--region <region...>', 'Regions to check; default: that of the environment')
    .option('--external-id <id>', 'external id of this installation; default: MEMBER_EXTERNAL_ID')
    .option('--profile <name>', 'AWS profile of the governance account; default: the environment')
    .addOption(
      new Option('--format <format>', 'format of the result').choices(['text', 'json']).default('text'),
    )
    .option('--out <file>', 'write the result into a file')
    .option('--quiet', 'no progress and, without --out, no result')
    .addHelpText(
      'after',
      '\nExample:\n  npx gatehouse member check --account 444455556666 --region eu-central-1 eu-west-1 --external-id "$EXTERNAL_ID"\n\nExit codes: 0 everything works, 1 a right is missing, 2 bad usage or something that did not answer, 3 the role cannot be assumed.\n',
    )
    .action(async (options: CheckOptions) => {
      const { runCheck } = await import('../member-run.ts');
      process.exitCode = await runCheck(options);
    });
};

export const register = (program: Command): void => {
  const parent = program
    .command('member')
    .description('Accounts whose APIs Gatehouse reads through a read-only role: template, onboard, check.');
  template(parent);
  onboard(parent);
  check(parent);
};
