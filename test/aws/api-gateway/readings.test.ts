import { describe, expect, test } from '@jest/globals';
import { allPages, EndlessList } from '../../../aws/api-gateway/pages.ts';
import { trail, unreadReason } from '../../../aws/api-gateway/readings.ts';
import { fixedClock } from '../../support/memory/clock.ts';

const error = (name: string, status?: number, message = '', code?: string) =>
  Object.assign(new Error(message), {
    name,
    ...(status ? { $metadata: { httpStatusCode: status } } : {}),
    ...(code ? { code } : {}),
  });

describe('why a call gave nothing', () => {
  test.each([
    [error('AccessDeniedException', 403), 'ACCESS_DENIED'],
    [error('ExpiredTokenException', 403), 'ACCESS_DENIED'],
    [error('TooManyRequestsException', 429), 'THROTTLED'],
    [error('MissingAuthenticationTokenException', 403), 'UNSUPPORTED'],
    [error('NotFoundException', 404, 'Unknown API Gateway v1 path: /x'), 'UNSUPPORTED'],
    [error('NotFoundException', 404, 'Invalid Deployment identifier specified'), 'STALE'],
    [error('NotImplementedException', 501), 'UNSUPPORTED'],
    [error('ServiceUnavailableException', 503), 'UNAVAILABLE'],
    [error('TimeoutError'), 'UNAVAILABLE'],
    [error('Error', undefined, 'connect', 'ECONNREFUSED'), 'UNAVAILABLE'],
    [error('SyntaxError', 200), 'PARSE'],
  ])('%s', (thrown, reason) => {
    expect(unreadReason(thrown)).toBe(reason);
  });

  test('a defect of ours is no reason: it is thrown on', async () => {
    const read = trail(fixedClock('2026-11-24T10:00:00Z'));
    await expect(
      read.read('GetStages', () => Promise.reject(new TypeError('x is undefined'))),
    ).rejects.toThrow(TypeError);
    expect(unreadReason('text')).toBeUndefined();
  });

  test('the message names the call and no answer of the endpoint', async () => {
    const read = trail(fixedClock('2026-11-24T10:00:00Z'));
    const secret = error('AccessDeniedException', 403, 'User arn:aws:iam::1:user/jane is not authorized');
    expect(await read.read('GetStages', () => Promise.reject(secret))).toEqual({
      known: false,
      reason: 'ACCESS_DENIED',
      message: 'GetStages was refused: the role may not make this call.',
    });
    expect(read.calls).toEqual([{ call: 'GetStages', observedAt: '2026-11-24T10:00:00.000Z' }]);
  });
});

describe('pages', () => {
  test('end when there is no token', async () => {
    const pages = new Map([
      [undefined, { items: [1, 2], next: 'b' }],
      ['b', { items: undefined, next: 'c' }],
      ['c', { items: [3], next: undefined }],
    ]);
    expect(await allPages(async (token) => pages.get(token) ?? { items: [], next: undefined })).toEqual([
      1, 2, 3,
    ]);
  });

  test('that always name another one are no answer', async () => {
    let page = 0;
    const endless = allPages(async () => ({ items: [], next: String(page++) }));
    await expect(endless).rejects.toThrow(EndlessList);
    expect(unreadReason(await endless.catch((error: unknown) => error))).toBe('PARSE');
  });

  test('that answer the same token for ever are cut off', async () => {
    expect(await allPages(async () => ({ items: [1], next: 'again' }))).toEqual([1, 1]);
  });
});
