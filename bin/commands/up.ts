import type { Command } from 'commander';

export const register = (program: Command): void => {
  program
    .command('up')
    .description('Start local AWS, deploy the stacks on it and set up the demo bank; run no cycle.')
    .option('--quiet', 'print only where to go')
    .addHelpText('after', '\nExample:\n  npx gatehouse up && npx gatehouse cycle --watch\n')
    .action(async (options: { quiet?: boolean }) => {
      const { bringUp } = await import('../demo/bring-up.ts');
      const { steps } = await import('../demo/steps.ts');
      const aws = await bringUp(steps(options.quiet ? 'quiet' : 'lines'));
      process.stdout.write(`Portal ${aws.portalUrl}\nAWS endpoint ${aws.endpoint}\n`);
    });
};
