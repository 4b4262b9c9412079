import { describe, expect, test } from '@jest/globals';
import type { ProbeId } from '../../../../core/migration/probes/catalogue.ts';
import { judge, type Positive, positiveOf } from '../../../../core/migration/probes/judge.ts';
import { proofProblem, settledSuite } from '../../../../core/migration/probes/run.ts';
import type { ProbeCase } from '../../../../core/migration/probes/suite.ts';

const markers = { backendHeaders: ['x-backend'], backendMembers: ['backend'] };
const reached: Positive = { succeeded: true, marked: true };
const unmarked: Positive = { succeeded: true, marked: false };
const lost: Positive = { succeeded: false, marked: false };

const probe = (probeId: ProbeId): ProbeCase => ({
  probeId,
  credential: 'valid',
  at: 'domain',
  route: { method: 'GET', template: '/a', path: '/a', headers: {} },
});

const answer = (status: number, body: object = {}, headers: Record<string, string> = {}) => ({
  status,
  headers,
  body: JSON.stringify(body),
});
const backend = (status: number) => answer(status, { backend: 'accounts' });
const gateway = (status: number, type: string) => answer(status, { message: 'x', type });

describe('judge', () => {
  test.each<[string, ProbeId, Parameters<typeof judge>[1], Positive, string]>([
    ['the backend answers', 'P1', backend(200), reached, 'passed'],
    [
      'the backend answers, marked by a header',
      'P1',
      answer(204, {}, { 'x-backend': 'a' }),
      reached,
      'passed',
    ],
    ['something answers 200 without the mark', 'P1', answer(200), reached, 'not-provable'],
    ['the backend fails', 'P1', backend(500), lost, 'failed'],
    ['refused', 'P1', gateway(403, 'ACCESS_DENIED'), lost, 'failed'],
    ['no connection', 'P1', { status: 'UNREACHABLE', reason: 'ECONNREFUSED' }, lost, 'failed'],
    ['refused on a route that works', 'P2', gateway(401, 'UNAUTHORIZED'), reached, 'passed'],
    ['refused without a type on a route that works', 'P2', answer(403), reached, 'passed'],
    ['403 on a route that never worked: the trap', 'P2', answer(403), lost, 'not-provable'],
    [
      '403 because the route is unknown: the trap',
      'P2',
      gateway(403, 'MISSING_AUTHENTICATION_TOKEN'),
      reached,
      'failed',
    ],
    ['let through', 'P2', backend(200), reached, 'failed'],
    ['the backend refuses itself', 'P3', backend(401), reached, 'failed'],
    ['an error instead of a refusal', 'P3', gateway(500, 'AUTHORIZER_FAILURE'), reached, 'failed'],
    ['refused by the model', 'P7', gateway(400, 'BAD_REQUEST_BODY'), reached, 'passed'],
    ['refused for its parameters', 'P7', gateway(400, 'BAD_REQUEST_PARAMETERS'), reached, 'failed'],
    ['refused by the backend', 'P7', backend(400), reached, 'failed'],
    ['400 of nobody knows whom', 'P7', answer(400), unmarked, 'not-provable'],
    [
      '400 of the gateway, by its header',
      'P7',
      answer(400, {}, { 'x-amzn-errortype': 'BadRequestException' }),
      unmarked,
      'passed',
    ],
    ['refused by the authorizer', 'P7', gateway(401, 'UNAUTHORIZED'), reached, 'failed'],
    ['the content type escapes validation', 'P8', backend(202), reached, 'failed'],
    ['the content type is unknown', 'P8', gateway(415, 'UNSUPPORTED_MEDIA_TYPE'), reached, 'passed'],
    ['a parameter is missing', 'P11', gateway(400, 'BAD_REQUEST_PARAMETERS'), reached, 'passed'],
    ['nobody minds', 'P11', backend(200), reached, 'failed'],
    ['unknown to the gateway', 'P12', gateway(403, 'MISSING_AUTHENTICATION_TOKEN'), reached, 'passed'],
    ['unknown to the backend only: the catch-all', 'P12', backend(404), reached, 'failed'],
    ['closed', 'P15', answer(403), reached, 'passed'],
    ['open', 'P15', backend(200), reached, 'failed'],
    ['no such host', 'P15', { status: 'UNREACHABLE', reason: 'ENOTFOUND' }, reached, 'not-provable'],
  ])('%s: %s', (_, id, given, positive, outcome) => {
    expect(judge(probe(id), given, markers, positive).outcome).toBe(outcome);
  });

  test('keeps neither body nor headers', () => {
    const secret = answer(200, { backend: 'a', iban: 'DE00' }, { 'set-cookie': 'sid=1' });
    expect(JSON.stringify(judge(probe('P1'), secret, markers, reached))).not.toMatch(/DE00|sid=1/);
  });

  test('P1 gives what the others rest on', () => {
    expect(positiveOf(backend(200), markers)).toEqual(reached);
    expect(positiveOf(answer(200), markers)).toEqual(unmarked);
    expect(positiveOf(undefined, markers)).toEqual(lost);
  });
});

describe('settledSuite', () => {
  const plan = { read: { method: 'GET', template: '/a', path: '/a', headers: {} }, undeclared: [] };
  const site = { baseUrl: 'https://api.test', endpointUrl: 'https://x.execute-api.test/live' };
  const limits = { consecutive: 3, rounds: 8, pauseMillis: 1 };

  /** A gateway that answers as `states` say, round by round. */
  const run = (states: string, proof: boolean) => {
    let round = 0;
    const tools = {
      markers,
      notEnforced: new Set<string>(),
      wait: async () => {},
      tokens: {
        token: async () => {
          round += 1;
          return 'good';
        },
      },
      prober: {
        send: async ({ url, headers }: { url: string; headers: Readonly<Record<string, string>> }) => {
          const open = states[Math.min(round, states.length) - 1] === 'o';
          if (url.includes('execute-api')) return open ? backend(200) : answer(403);
          return headers.authorization === 'Bearer good' || open
            ? backend(200)
            : gateway(401, 'UNAUTHORIZED');
        },
      },
    };
    return settledSuite(plan, site, tools, limits, proof).then((settled) => ({ settled, rounds: round }));
  };

  test.each([
    ['closed from the start', 'c', true, 3, undefined],
    ['still open at first', 'oooc', true, 6, undefined],
    ['open for ever', 'o', true, 8, 'P2'],
    ['flapping', 'cocococo', true, 8, 'P2'],
    ['flapping, closed in the last round', 'ococococ', true, 8, 'did not settle'],
    ['open, as a source may be', 'o', false, 3, 'P2'],
  ])('%s', async (_, states, proof, rounds, problem) => {
    const ended = await run(states, proof);
    expect(ended.rounds).toBe(rounds);
    const found = proofProblem(ended.settled);
    if (problem === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(problem);
  });

  test('a control that this environment does not enforce is not sent, and not passed', async () => {
    const tools = {
      markers,
      notEnforced: new Set(['P15']),
      wait: async () => {},
      tokens: { token: async () => 'good' },
      prober: {
        send: async ({ url }: { url: string }) => {
          if (url.includes('execute-api')) throw new Error('sent');
          return backend(200);
        },
      },
    };
    const { results } = await settledSuite(plan, site, tools, limits, false);
    expect(results.find(({ probeId }) => probeId === 'P15')?.outcome).toBe('not-provable');
  });

  test('results without the indispensable probes prove nothing', () => {
    expect(proofProblem({ results: [], settled: true })).toContain('P1 was not proven');
  });
});
