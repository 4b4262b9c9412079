import type { Command } from 'commander';

export const register = (program: Command): void => {
  program
    .command('reset')
    .description('Stop local AWS and wipe its state: tables, buckets, deployed stacks, the demo bank.')
    .addHelpText('after', '\nExample:\n  npx gatehouse reset\n')
    .action(async () => {
      const { resetLocalAws } = await import('../../local/local-aws.ts');
      await resetLocalAws();
      process.stdout.write('Local AWS is stopped and its state is gone. npm start begins anew.\n');
    });
};
