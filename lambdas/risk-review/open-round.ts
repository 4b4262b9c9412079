import * as z from 'zod';
import { systemIds } from '../../aws/clock.ts';
import { dynamoReviews } from '../../aws/dynamodb/reviews.ts';
import { dynamoRoundTokens } from '../../aws/dynamodb/round-tokens.ts';
import { noticePorts } from '../../aws/mail/notices.ts';
import { loadPolicy } from '../../aws/policy.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { setting } from '../../aws/settings.ts';
import { sfnRoundCompleter } from '../../aws/step-functions/round-completer.ts';
import { exceptionId } from '../../core/identifiers.ts';
import { type OpenRoundPorts, openRound } from '../../core/risk/open-round.ts';
import { riskPolicy } from '../../core/risk/policy.ts';
import { logger } from '../edge/logger.ts';
import { task } from '../edge/task.ts';

export const input = z.object({
  exceptionId: z.string().min(1).transform(exceptionId),
  requestKey: z.string().min(1),
  cycleId: z.string().min(1),
  execution: z.string().min(1),
  dossierKey: z.string().min(1),
  basis: z.string().min(1),
  // AWS documents up to 2048 characters.
  token: z.string().min(1).max(2048),
});

export const run = (event: z.output<typeof input>, ports: OpenRoundPorts) => openRound(event, ports);

export const handler = task(input, run, () => ({
  ...noticePorts(logger),
  reviews: dynamoReviews(),
  tokens: dynamoRoundTokens(),
  completer: sfnRoundCompleter(),
  documents: s3Documents(),
  policy: loadPolicy('risk', riskPolicy),
  ids: systemIds,
  tickSeconds: Number(setting('TICK_SECONDS')),
}));
