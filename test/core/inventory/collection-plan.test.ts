import { describe, expect, test } from '@jest/globals';
import { cycleId } from '../../../core/identifiers.ts';
import { planCollection } from '../../../core/inventory/collection-plan.ts';
import { collectors } from '../../../core/inventory/collectors/registry.ts';
import type { Cycle, GatewayChange } from '../../../core/ports.ts';
import { memoryIntake } from '../../support/memory/intake.ts';
import { memoryLogObjects } from '../../support/memory/log-objects.ts';

const own = '000000000000';
const member = '111122223333';

const plan = (
  sources: string,
  {
    trigger = 'person',
    changes = [],
    listed = [] as string[],
    problems = [] as never[],
  }: {
    trigger?: Cycle['trigger'];
    changes?: readonly GatewayChange[];
    listed?: string[];
    problems?: never[];
  } = {},
) =>
  planCollection({ cycleId: cycleId('cycle-1'), trigger }, changes, {
    intake: memoryIntake({ 'sources.yaml': sources }),
    logObjects: memoryLogObjects({}, 64),
    organization: {
      list: async () => ({ accounts: listed.map((account) => ({ account, name: account })), problems }),
    },
    ownAccount: own,
  });

const two = `accounts:
  - { account: "${own}", regions: [us-east-1, eu-central-1] }
  - { account: "${member}", region: eu-central-1, changeFeedSince: "2026-11-01T00:00:00Z" }
`;

describe('planCollection', () => {
  test('reads every regional source in every Region, global ones once an account, the organization once', async () => {
    const { collect, carried } = await plan(`${two}aggregator: bank\n`);
    const places = (id: string) =>
      collect
        .filter(({ collector }) => collector === id)
        .map(({ account, region }) => `${account} ${region}`);
    expect(places('rest-apis')).toEqual([
      `${own} us-east-1`,
      `${own} eu-central-1`,
      `${member} eu-central-1`,
    ]);
    expect(places('route53')).toEqual([`${own} us-east-1`, `${member} eu-central-1`]);
    expect(places('config-aggregator')).toEqual([`${own} us-east-1`]);
    expect(carried).toEqual([]);
    expect(new Set(collect.map(({ batchId }) => batchId)).size).toBe(collect.length);
    expect(new Set(collect.map(({ collector }) => collector)).size).toBe(collectors.length);
  });

  test('without an aggregator nothing asks for one', async () => {
    const { collect } = await plan(two);
    expect(collect.some(({ collector }) => collector === 'config-aggregator')).toBe(false);
  });

  test('a change feed is trusted from the day it is said to work, and for no other account', async () => {
    const { collect } = await plan(two);
    const since = (account: string) =>
      new Set(collect.filter((one) => one.account === account).map(({ changeFeedSince }) => changeFeedSince));
    expect(since(member)).toEqual(new Set(['2026-11-01T00:00:00Z']));
    expect(since(own)).toEqual(new Set(['']));
  });

  test('a change is answered by reading its place’s gateways; every other source is carried, not dropped', async () => {
    const change = {
      account: member,
      region: 'eu-central-1',
      gatewayId: 'a1',
      at: '2026-11-24T10:00:00.000Z',
    };
    const whole = await plan(two);
    const { collect, carried } = await plan(two, { trigger: 'change', changes: [change] });
    expect(collect.map(({ batchId }) => batchId)).toEqual([
      `${member}-eu-central-1-rest-apis`,
      `${member}-eu-central-1-http-apis`,
    ]);
    expect(collect.length + carried.length).toBe(whole.collect.length);
  });

  test('the organization’s accounts are read too, but for those that are named or left out', async () => {
    const sources = `accounts: [{ account: "${own}", region: us-east-1 }]
organization: { regions: [eu-central-1], except: ["999999999999"] }
`;
    const { collect } = await plan(sources, { listed: [own, member, '999999999999'] });
    expect(new Set(collect.map(({ account, region }) => `${account} ${region}`))).toEqual(
      new Set([`${own} us-east-1`, `${member} eu-central-1`]),
    );
  });

  test('an account without a Region and a Region that is none are problems with their line; the rest is planned', async () => {
    const { collect, problems } = await plan(`${two}  - { account: "222222222222" }
  - { account: "333333333333", region: frankfurt }
organization: { regions: [] }
`);
    expect(new Set(collect.map(({ account }) => account))).toEqual(new Set([own, member]));
    expect(problems.map(({ line }) => line)).toEqual([4, 5, 6]);
  });
});
