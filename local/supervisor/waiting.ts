import { setTimeout as pause } from 'node:timers/promises';

/** Asks every `everyMs` until the answer is yes; `false` when `withinMs` have passed without one. */
export const until = async (
  holds: () => boolean | Promise<boolean>,
  withinMs: number,
  everyMs = 40,
): Promise<boolean> => {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) return false;
    await pause(everyMs);
  }
  return true;
};

/** Whether an HTTP server answers at `url` with a success. */
export const answers = async (url: string): Promise<boolean> => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
};
