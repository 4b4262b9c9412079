import type { Command } from 'commander';

export const register = (program: Command): void => {
  program
    .command('demo')
    .description(
      'The whole product on local AWS: deploys the stacks, sets up the demo bank, runs one governance cycle.',
    )
    .option('--out <dir>', 'folder for the report', '.gatehouse/report')
    .option('--yes', 'let the demo approver decide, even in a terminal')
    .addHelpText(
      'after',
      '\nIn a terminal it waits for you to decide the risk review in the portal; press a to let the demo approver do it.\nWithout a terminal the demo approver acts and the command ends by itself.\n\nExample:\n  npx gatehouse demo --yes\n',
    )
    .action(async (options: { out: string; yes?: boolean }) => {
      const { runDemo } = await import('../demo/run-demo.ts');
      const interactive = !options.yes && process.stdin.isTTY === true && process.stdout.isTTY === true;
      await runDemo({ out: options.out, interactive });
    });
};
