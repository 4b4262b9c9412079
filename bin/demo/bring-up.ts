import { deploySystem, prepareDemoBank, startSystem } from '../../local/demo-system.ts';
import type { LocalAws } from '../../local/local-aws.ts';
import type { RunStep } from './steps.ts';

/** Lines of the CDK that a person wants to see: stacks that are done, and what failed. */
const worthSaying = (line: string): boolean => /^\s*(✅|❌)|FAILED|bootstrapped/.test(line);

/** Local AWS with the stacks and the demo bank on it. What runs and is deployed already is left as it is. */
export const bringUp = async (run: RunStep): Promise<LocalAws> => {
  const aws = await run({
    title: 'Local AWS',
    work: (report) => startSystem({ report }),
    done: ({ endpoint }) => endpoint,
  });
  const outputs = await run({
    title: 'Stacks',
    work: (report) => deploySystem(aws, (line) => worthSaying(line) && report(line.trim())),
    done: (deployed) => Object.keys(deployed).join(', '),
  });
  await run({
    title: 'Demo bank',
    work: (report) => prepareDemoBank(aws, outputs, report),
    done: () => 'backends, gateways, logs, documents',
  });
  return aws;
};
