import type { Command } from 'commander';

export const register = (program: Command): void => {
  program
    .command('report')
    .description('Render the governance report from what is stored: HTML for people, JSON for machines.')
    .requiredOption('--out <dir>', 'folder to write gatehouse-report.html and gatehouse-report.json into')
    .option('--quiet', 'print nothing')
    .addHelpText(
      'after',
      '\nExample:\n  npx gatehouse report --out report/\n\nReads the account of the current AWS environment; table and buckets come from the stack outputs or\nGOVERNANCE_TABLE and EVIDENCE_BUCKET.\n',
    )
    .action(async (options: { out: string; quiet?: boolean }) => {
      const { useStackOutputs } = await import('../stack-outputs.ts');
      const { writeReport } = await import('../report-run.ts');
      await useStackOutputs();
      const { html } = await writeReport(options.out);
      if (!options.quiet) process.stdout.write(`${html}\n`);
    });
};
