#!/usr/bin/env node
import { Command } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { reportFailure } from './failure.ts';

/** Commands load on demand: `gatehouse score --help` does not wait for the AWS SDK. */
const commands = [
  'demo',
  'up',
  'down',
  'status',
  'env',
  'reset',
  'cycle',
  'discover',
  'traffic',
  'catalogue',
  'score',
  'posture',
  'snapshot',
  'convert',
  'report',
  'member',
] as const;

const program = new Command('gatehouse')
  .description(packageJson.description)
  .version(packageJson.version)
  .showHelpAfterError('Try --help.')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

for (const name of commands) {
  const { register } = (await import(`./commands/${name}.ts`)) as { register: (program: Command) => void };
  register(program);
}

try {
  await program.parseAsync();
} catch (error) {
  reportFailure(error);
}
