import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { register as posture } from '../../bin/commands/posture.ts';
import { register as score } from '../../bin/commands/score.ts';
import { register as snapshot } from '../../bin/commands/snapshot.ts';
import { type CommandWorld, commandWorld } from '../support/command.ts';

let world: CommandWorld;
const environment = { ...process.env };
beforeEach(() => {
  world = commandWorld();
});
afterEach(() => {
  world.end();
  process.env = { ...environment };
  process.exitCode = 0;
});

const program = () => {
  const command = new Command('gatehouse').exitOverride();
  for (const register of [posture, score, snapshot]) register(command);
  for (const one of command.commands) one.exitOverride();
  return command;
};
const run = (...args: string[]) => program().parseAsync(args, { from: 'user' });

describe.each(['posture', 'score', 'snapshot'])('gatehouse %s', (name) => {
  test('--help has an example and the exit codes', async () => {
    await expect(run(name, '--help')).rejects.toMatchObject({ exitCode: 0 });
    expect(world.heard.stdout).toMatch(/Example:\n {2}npx gatehouse /);
    expect(world.heard.stdout).toContain('Exit codes: 0 ');
  });

  test('an unknown option is refused', async () => {
    await expect(run(name, 'x', '--out', 'x', '--none')).rejects.toMatchObject({
      code: 'commander.unknownOption',
    });
  });
});

test('options reach the run: a score under the threshold ends with 1', async () => {
  const file = world.file('a.yaml', 'openapi: 3.0.3\ninfo: { title: x, version: "1" }\npaths: {}');
  await run('score', file, '--fail-under', '90', '--format', 'json');
  expect(process.exitCode).toBe(1);
  expect(JSON.parse(world.heard.stdout)).toMatchObject({ schemaVersion: 1, results: [{ file }] });
});

test.each([
  ['score', 'a.yaml', '--fail-under', 'many'],
  ['posture', '--format', 'xml'],
])('a value that makes no sense is refused: %s %s %s', async (...args) => {
  await expect(run(...args)).rejects.toMatchObject({ code: 'commander.invalidArgument' });
});

describe('the live account', () => {
  test.each([
    [{ AWS_ACCOUNT_ID: '12' }, '"12" is no account id'],
    [{ AWS_ACCOUNT_ID: '', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y' }, '"" is no account id'],
    [
      { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y', AWS_REGION: 'eu-central-1' },
      'Give it with --account',
    ],
  ])('has to be known: %#', async (variables, message) => {
    delete process.env.AWS_ACCOUNT_ID;
    Object.assign(process.env, variables);
    await expect(run('posture')).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(message),
    });
  });

  test('and its Region', async () => {
    for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) delete process.env[name];
    process.env.AWS_CONFIG_FILE = world.path('none');
    process.env.AWS_SHARED_CREDENTIALS_FILE = world.path('none');
    await expect(run('snapshot', '--out', world.path('s.json'), '--account', '000000000000')).rejects.toThrow(
      'No Region is set',
    );
  });
});
