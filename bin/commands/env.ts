import type { Command } from 'commander';

export const register = (program: Command): void => {
  program
    .command('env')
    .description(
      'Print the environment of the running local AWS, for a shell: the AWS CLI, the CDK and gatehouse itself.',
    )
    .addHelpText('after', '\nExample:\n  eval "$(npx gatehouse env)" && npx cdk diff -c environment=local\n')
    .action(async () => {
      const { localStatus, startLocalAws } = await import('../../local/local-aws.ts');
      const { CommandFailure } = await import('../failure.ts');
      if (localStatus().processes.length === 0) {
        throw new CommandFailure('Local AWS does not run. Start it with npm start, or npx gatehouse up.', 2);
      }
      const aws = await startLocalAws();
      for (const [name, value] of Object.entries(aws.environment())) {
        process.stdout.write(`export ${name}='${value.replaceAll("'", "'\\''")}'\n`);
      }
    });
};
