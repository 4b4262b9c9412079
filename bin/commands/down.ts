import type { Command } from 'commander';

export const register = (program: Command): void => {
  program
    .command('down')
    .description('Stop local AWS and everything that belongs to it. State is kept.')
    .addHelpText('after', '\nExample:\n  npx gatehouse down\n')
    .action(async () => {
      const { localStatus, stopLocalAws } = await import('../../local/local-aws.ts');
      const names = localStatus().processes.map(({ name }) => name);
      await stopLocalAws();
      process.stdout.write(names.length > 0 ? `Stopped: ${names.join(', ')}.\n` : 'Nothing was running.\n');
    });
};
