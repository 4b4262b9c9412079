import { jest } from '@jest/globals';

/** Runs something while timers pass at once, the SDK's pauses between its attempts among them. */
export const inVirtualTime = async <Result>(run: () => Promise<Result>): Promise<Result> => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  try {
    let settled = false;
    const result = run().finally(() => {
      settled = true;
    });
    // The rejection is the caller's to see, below.
    result.catch(() => undefined);
    while (!settled) {
      await jest.advanceTimersByTimeAsync(500);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return await result;
  } finally {
    jest.useRealTimers();
  }
};
