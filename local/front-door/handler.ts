import type { Call, Reply } from './http.ts';
import type { RootClient } from './root-client.ts';

/** What a stand-in for one operation works with. */
export interface Context {
  readonly call: Call;
  /** Segments of the path, decoded: `restapis`, the id, … */
  readonly parts: readonly string[];
  readonly account: string;
  readonly region: string;
  readonly root: RootClient;
  /**
   * Sends the caller's own call to the emulator, as it came. Its policy check comes before its routing, so this
   * is also how the caller's right to an operation is asked that the emulator does not have.
   */
  readonly forward: () => Promise<Reply>;
  /**
   * Asks only whether the caller may. Answers the refusal (a failed signature, a missing right), or `undefined`.
   * For operations that the emulator does not know, so that nothing happens there.
   */
  readonly refused: () => Promise<Reply | undefined>;
}

export type Handler = (context: Context) => Promise<Reply>;
export type Handlers = Readonly<Record<string, Handler>>;
