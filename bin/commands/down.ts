import type { Command } from 'commander';

export const register = (program: Command): void => {
  program
    .command('down')
    .description('Stop local AWS and everything that belongs to it. State is kept.')
    .addHelpText('after', '\nExample:\n  npx gatehouse down\n')
    .action(async () => {
      const { stopLocalAws } = await import('../../local/local-aws.ts');
      const stopped = await stopLocalAws();
      process.stdout.write(stopped.length > 0 ? `Stopped: ${stopped.join(', ')}.\n` : 'Nothing was running.\n');
    });
};
