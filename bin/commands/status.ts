import type { Command } from 'commander';

export const register = (program: Command): void => {
  program
    .command('status')
    .description('What of local AWS runs, where, and what it stands in for.')
    .option('--format <format>', 'text or json', 'text')
    .addHelpText('after', '\nExample:\n  npx gatehouse status\n')
    .action(async (options: { format: string }) => {
      const { localStatus } = await import('../../local/local-aws.ts');
      const { standIns } = await import('../../local/front-door/stand-ins.ts');
      const status = localStatus();
      if (options.format === 'json') {
        process.stdout.write(`${JSON.stringify({ ...status, standIns }, null, 2)}\n`);
        return;
      }
      if (status.processes.length === 0) {
        process.stdout.write('Local AWS does not run. Start it with npm start, or npx gatehouse up.\n');
        return;
      }
      const lines = [
        `Local AWS in ${status.home}`,
        ...status.processes.map(({ name, pid }) => `  ${name.padEnd(16)} process ${pid}`),
        'Addresses',
        ...Object.entries(status.ports).map(
          ([name, port]) => `  ${name.padEnd(16)} http://127.0.0.1:${port}`,
        ),
        'What the front door stands in for, because the emulator has no such thing',
        ...standIns.map((standIn) => `  ${standIn}`),
      ];
      process.stdout.write(`${lines.join('\n')}\n`);
    });
};
