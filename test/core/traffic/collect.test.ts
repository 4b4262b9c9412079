import { expect, test } from '@jest/globals';
import { readTraffic } from '../../../core/traffic/collect.ts';
import { logFormats } from '../../../core/traffic/log-formats.ts';
import { routeMatcher } from '../../../core/traffic/routes.ts';

const nothing = routeMatcher({ doors: [], routes: [] });
const stream = async function* (text: string) {
  yield Buffer.from(text);
};

test('a log object is read to its end; bad lines are counted, placed and masked', async () => {
  const good = JSON.stringify({
    domainName: 'a.test',
    httpMethod: 'GET',
    path: '/x',
    status: 200,
    ip: '1.2.3.4',
  });
  const text = [good, '', '{"broken": "ada@bank.test', good, 'z'.repeat(70_000), good].join('\n');
  const state = await readTraffic(stream(text), logFormats['api-gateway-json'], nothing, 'logs/today.json');
  expect(state).toMatchObject({
    lines: 6,
    requests: 3,
    unparsed: {
      count: 2,
      samples: [
        { file: 'logs/today.json', line: 3, reason: 'The line is not JSON.', text: '{"broken": "<mail>' },
        { file: 'logs/today.json', line: 5, reason: 'The line is too long.', text: '' },
      ],
    },
  });
  expect(state.usages).toEqual([expect.objectContaining({ host: 'a.test', template: '/x', requests: 3 })]);
});

test('an empty object is an empty state', async () => {
  const state = await readTraffic(stream(''), logFormats.alb, nothing, 'f');
  expect(state).toMatchObject({ lines: 0, requests: 0, usages: [] });
});

test('of declared endpoints, answers are counted by code and successful parameters by name', async () => {
  const matcher = routeMatcher({
    doors: [{ api: 'a', host: 'a.test', basePath: '' }],
    routes: [{ api: 'a', method: 'GET', template: '/known/{id}' }],
  });
  const line = (path: string, status: number) =>
    JSON.stringify({ domainName: 'a.test', httpMethod: 'GET', path, status, ip: '1.2.3.4' });
  const text = [
    line('/known/1?page=1&size=5', 200),
    line('/known/2?page=2', 202),
    line('/known/3?probe=1', 404),
    line('/other?page=1', 200),
  ].join('\n');
  const { usages } = await readTraffic(stream(text), logFormats['api-gateway-json'], matcher, 'f');
  expect(usages.find(({ known }) => known)).toMatchObject({
    statuses: [
      [200, 1],
      [202, 1],
      [404, 1],
    ],
    queryNames: { page: 2, size: 1 },
  });
  expect(usages.find(({ known }) => !known)).toMatchObject({ statuses: [[200, 1]], queryNames: { page: 1 } });
});
