import * as z from 'zod';
import { dynamoCatalogue } from '../../aws/dynamodb/catalogue.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { s3Intake } from '../../aws/s3/intake.ts';
import { scoreApi } from '../../core/documentation/score-api.ts';
import { apiId, cycleId } from '../../core/identifiers.ts';
import { cycleKeys } from '../../core/inventory/cycle-keys.ts';
import type { Catalogue, Documents, Intake } from '../../core/ports.ts';
import { task } from '../edge/task.ts';

export const input = z.object({
  cycleId: z.string(),
  apiId: z.string(),
  documentKey: z.string().nullable(),
});

export const run = async (
  event: z.output<typeof input>,
  ports: { intake: Intake; catalogue: Pick<Catalogue, 'putDocumentation'>; documents: Documents },
) => {
  const result = await scoreApi(
    {
      apiId: apiId(event.apiId),
      cycleId: cycleId(event.cycleId),
      documentKey: event.documentKey ?? undefined,
    },
    ports.intake,
  );
  await ports.documents.putJson(cycleKeys(event.cycleId).documentation(event.apiId), result);
  await ports.catalogue.putDocumentation(result);
  return { apiId: event.apiId, score: result.score, gates: result.gates.length };
};

export const handler = task(input, run, () => ({
  intake: s3Intake(),
  catalogue: dynamoCatalogue(),
  documents: s3Documents(),
}));
