import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import type * as z from 'zod';
import { castVote } from '../../../core/risk/cast-vote.ts';
import { logger } from '../../../lambdas/edge/logger.ts';
import { task } from '../../../lambdas/edge/task.ts';
import * as closeNotices from '../../../lambdas/risk-review/close-notices.ts';
import * as loadCase from '../../../lambdas/risk-review/load-case.ts';
import * as loadRoundOutcome from '../../../lambdas/risk-review/load-round-outcome.ts';
import * as openRound from '../../../lambdas/risk-review/open-round.ts';
import * as sendReminders from '../../../lambdas/risk-review/send-reminders.ts';
import { person, riskWorld, subject, theException, voteRequest } from '../../support/risk-world.ts';

const written: string[] = [];
beforeEach(() => {
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((chunk) => {
      written.push(String(chunk));
      return true;
    });
});
afterEach(() => {
  jest.restoreAllMocks();
});

const context = { functionName: 'f', awsRequestId: 'r', memoryLimitInMB: '512' } as Context;
const invoke = <Schema extends z.ZodType, Ports>(
  state: { input: Schema; run: (event: z.output<Schema>, ports: Ports) => Promise<unknown> },
  ports: Ports,
  event: unknown,
) => task(state.input, state.run, () => ports)(event, context);

test('logs-contain-no-token-or-link', async () => {
  const token = 'TOKEN-AAAA/BBBB+CCCC==';
  const world = { ...riskWorld(), log: logger };
  world.mailer.broken.add('sven@bank.test');
  const loaded = (await invoke(loadCase, world, subject())) as object;
  await invoke(openRound, world, { ...subject(), ...loaded, token });
  const stored = await world.reviews.read(theException);
  world.clock.set(stored?.remindAt[0] ?? '');
  await invoke(sendReminders, world, subject());
  world.completer.closed.add(token);
  const request = voteRequest(stored?.review.dossierHash ?? '');
  await castVote(request, world);
  await invoke(loadRoundOutcome, world, subject());
  await invoke(closeNotices, world, subject());
  // Wrong events are refused without being repeated.
  await expect(invoke(openRound, world, { ...subject(), ...loaded, token: { token } })).rejects.toThrow();

  const log = written.join('');
  for (const line of ['WAITING', 'review-mail-failed', 'round-completion-stale', theException])
    expect(log).toContain(line);
  const secrets = [
    token,
    ...Object.values(stored?.links ?? {}),
    'portal.bank.test',
    '@bank.test',
    person('rita'),
    request.rationale,
  ];
  for (const secret of secrets) expect(log).not.toContain(secret);
  const [mail] = world.mailer.sent;
  const mac = /\/r\/[^.]+\.(\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
  expect(mac).toHaveLength(22);
  expect(log).not.toContain(mac);
});
