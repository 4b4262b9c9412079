import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { RoundCompleter } from '../../core/risk/ports.ts';

/** A closed task: `TaskTimedOut` from AWS, `TaskDoesNotExist` from other implementations; a replaced one: `InvalidToken`. */
const stale = new Set(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken']);

export const sfnRoundCompleter = (): RoundCompleter => {
  const client = new SFNClient({});
  return {
    async complete(token, { exceptionId, round }) {
      try {
        // Ids only: the machine reads what was decided from the table.
        const output = JSON.stringify({ exceptionId, round });
        await client.send(new SendTaskSuccessCommand({ taskToken: token, output }));
        return 'COMPLETED';
      } catch (error) {
        if (error instanceof Error && stale.has(error.name)) return 'STALE';
        throw error;
      }
    },
  };
};
