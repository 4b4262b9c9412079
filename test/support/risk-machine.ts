import type * as z from 'zod';
import * as closeNotices from '../../lambdas/risk-review/close-notices.ts';
import * as lapseRound from '../../lambdas/risk-review/lapse-round.ts';
import * as loadCase from '../../lambdas/risk-review/load-case.ts';
import * as loadRoundOutcome from '../../lambdas/risk-review/load-round-outcome.ts';
import * as milestone from '../../lambdas/risk-review/milestone.ts';
import * as openRound from '../../lambdas/risk-review/open-round.ts';
import * as parkForAdmin from '../../lambdas/risk-review/park-for-admin.ts';
import * as recordFailure from '../../lambdas/risk-review/record-failure.ts';
import * as resolveSeats from '../../lambdas/risk-review/resolve-seats.ts';
import * as sendReminders from '../../lambdas/risk-review/send-reminders.ts';
import { loadDefinition } from '../../lib/asl.ts';
import { Callbacks, type WalkWorld, walk } from './asl-walk.ts';
import { opened, requestKey, riskWorld, theCycle, theException, tickSeconds } from './risk-world.ts';

export const definition = loadDefinition('risk-review', tickSeconds);
export const input = { exceptionId: theException, requestKey, cycleId: theCycle };

const bound =
  <Schema extends z.ZodType, Ports>(
    state: { input: Schema; run: (event: z.output<Schema>, ports: Ports) => Promise<unknown> },
    ports: Ports,
  ) =>
  (payload: never) =>
    state.run(state.input.parse(payload), ports);

/** The machine over its real functions and an in-memory store; `whileWaiting` is what people do during a tick. */
export const riskReview = (options: { readonly text?: string } = {}) => {
  const world = riskWorld(options);
  const callbacks = new Callbacks();
  world.completer.complete = async (token, subject) => {
    if (!callbacks.complete(token, subject)) return 'STALE';
    world.completer.completed.push({ token, ...subject });
    return 'COMPLETED';
  };
  const functions = {
    LoadCase: bound(loadCase, world),
    ResolveSeats: bound(resolveSeats, world),
    ParkForAdmin: bound(parkForAdmin, world),
    OpenRound: bound(openRound, world),
    LoadRoundOutcome: bound(loadRoundOutcome, world),
    Milestone: bound(milestone, world),
    SendReminders: bound(sendReminders, world),
    LapseRound: bound(lapseRound, world),
    CloseNotices: bound(closeNotices, world),
    RecordFailure: bound(recordFailure, world),
  };
  const run = async (change: Partial<WalkWorld> = {}, name = 'review-1') => {
    await world.cycles.start({
      cycleId: theCycle,
      trigger: 'person',
      state: 'RUNNING',
      startedAt: opened,
      counts: {},
      problems: [],
    });
    return walk(definition, input, { functions, clock: world.clock, ...change }, callbacks, name);
  };
  return { world, callbacks, functions, run };
};
