/** Answers of the control plane that mean “not now”: too many calls, or another change of the same API in progress. */
const transient = new Set([
  'TooManyRequestsException',
  'ConflictException',
  'LimitExceededException',
  'ServiceUnavailableException',
  'ThrottlingException',
]);

/** Milliseconds before each further attempt; in sum longer than the 30 s that DeleteRestApi asks for between two calls. */
const pauses = [500, 1000, 2000, 4000, 8000, 16_000, 30_000];

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

const wantedPause = (error: unknown): number => {
  const seconds = Number((error as { retryAfterSeconds?: unknown }).retryAfterSeconds);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 35) * 1000 : 0;
};

/**
 * Repeats a call that the control plane puts off. The last refusal is thrown.
 * @param wait injectable for tests
 */
export const retrying = async <Result>(call: () => Promise<Result>, wait = sleep): Promise<Result> => {
  for (const pause of pauses) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Error) || !transient.has(error.name)) throw error;
      // Half of the pause is random, so that several migrations do not come back at once.
      await wait(Math.max(wantedPause(error), pause / 2 + Math.random() * (pause / 2)));
    }
  }
  return call();
};

/** The result, or undefined when the thing does not exist. */
export const ifFound = async <Result>(call: Promise<Result>): Promise<Result | undefined> => {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFoundException') return undefined;
    throw error;
  }
};
