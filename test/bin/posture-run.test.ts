import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { runPosture, severityOf } from '../../bin/posture-run.ts';
import type { GatewayApi } from '../../core/gateway/gateway-api.ts';
import { known } from '../../core/gateway/gateway-api.ts';
import { postureReport } from '../../core/posture/posture-report.ts';
import { type CommandWorld, commandWorld } from '../support/command.ts';
import { operation } from '../support/gateway-api.ts';
import { apiWith, goodApi } from '../support/posture-subject.ts';

let world: CommandWorld;
beforeEach(() => {
  world = commandWorld();
});
afterEach(() => world.end());

const snapshot = (apis: readonly GatewayApi[], unread: readonly object[] = []) =>
  JSON.stringify({
    schemaVersion: 1,
    takenAt: '2026-11-24T10:00:00.000Z',
    sources: [
      {
        account: '000000000000',
        region: 'us-east-1',
        accountThrottle: { rateLimit: 10_000, burstLimit: 5_000 },
        unlisted: [],
        unread,
        apis,
      },
    ],
    calls: { total: 9, byOperation: { GetStages: 9 } },
  });
const open = apiWith([operation('GET', '/payments', 'NONE')]);
const untraced = goodApi({ disableExecuteApiEndpoint: known(false) });

describe('posture', () => {
  test('says what fails, gravest first, with the exact change', async () => {
    const file = world.file('s.json', snapshot([untraced, open]));
    expect(await runPosture({ snapshot: file, format: 'text' })).toBe(0);
    const lines = world.heard.stdout.split('\n');
    expect(lines[0]).toMatch(
      /^CRITICAL AUTHN-01 payments \(g1\): GET \/payments on stage prod answers anybody\./,
    );
    expect(lines[1]).toContain(
      '[UpdateMethod replace /authorizationType=CUSTOM replace /authorizerId=auth1; takes effect when deployed]',
    );
    expect(world.heard.stdout).toContain('000000000000 us-east-1: 2 of 2 APIs assessed.');
    expect(world.heard.stdout).not.toContain('\u001b[');
  });

  test('JSON is the contract, in a file when asked for', async () => {
    const file = world.file('s.json', snapshot([open]));
    expect(await runPosture({ snapshot: file, format: 'json', out: world.path('out.json') })).toBe(0);
    const report = postureReport.parse(JSON.parse(readFileSync(world.path('out.json'), 'utf8')));
    expect(report.calls).toEqual({ total: 9, byOperation: { GetStages: 9 } });
    expect(world.heard.stdout).toBe('');
  });

  test.each([
    ['CRITICAL', 0],
    ['HIGH', 1],
    ['MEDIUM', 1],
    ['LOW', 1],
  ] as const)('a HIGH failure against the threshold %s ends with %d', async (failOn, code) => {
    const file = world.file('s.json', snapshot([untraced]));
    expect(await runPosture({ snapshot: file, format: 'text', quiet: true, failOn })).toBe(code);
  });

  test('an API that could not be read is named, and does not end well', async () => {
    const unread = [{ kind: 'REST', id: 'g9', name: 'cards', reason: 'AccessDeniedException' }];
    const file = world.file('s.json', snapshot([goodApi()], unread));
    expect(await runPosture({ snapshot: file, format: 'text' })).toBe(2);
    expect(world.heard.stderr).toContain('cards (g9) could not be read: AccessDeniedException');
    expect(world.heard.stdout).toContain('1 of 2 APIs assessed');
  });

  test('a packed snapshot is read as it is', async () => {
    const file = world.file('s.json.gz', gzipSync(snapshot([goodApi()])));
    expect(await runPosture({ snapshot: file, format: 'text' })).toBe(0);
  });

  test.each([
    ['{', /s\.json: It is not JSON\. Make one with/],
    ['{"schemaVersion":2}', /s\.json \/schemaVersion: /],
    [
      snapshot([{ ...goodApi(), stages: { known: true } } as never]),
      /s\.json \/sources\/0\/apis\/0\/stages\/value: /,
    ],
  ])('what is no snapshot is refused with its place: %#', async (text, message) => {
    const file = world.file('s.json', text);
    await expect(runPosture({ snapshot: file, format: 'text' })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(message),
    });
  });

  test('a file that is not there', async () => {
    await expect(runPosture({ snapshot: world.path('none.json'), format: 'text' })).rejects.toMatchObject({
      exitCode: 2,
    });
  });

  test('severities in any case; others are refused', () => {
    expect(severityOf('high')).toBe('HIGH');
    expect(() => severityOf('huge')).toThrow('critical, high, medium, low');
  });
});
