import type { Command } from 'commander';

export const register = (program: Command): void => {
  program
    .command('cycle')
    .description('Start a governance cycle in the account of the current AWS environment and follow it.')
    .option('--watch', 'follow the cycle until it ends')
    .option('--name <name>', 'name of the cycle (cycle-…); the same name is the same cycle')
    .addHelpText('after', '\nExample:\n  npx gatehouse cycle --watch\n')
    .action(async (options: { watch?: boolean; name?: string }) => {
      const { startCycle, followCycle } = await import('../cycle-run.ts');
      const cycle = await startCycle(options.name);
      process.stdout.write(`${cycle.name}\n`);
      if (options.watch) await followCycle(cycle, (line) => process.stderr.write(`${line}\n`));
    });
};
