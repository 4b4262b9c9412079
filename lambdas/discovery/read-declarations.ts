import * as z from 'zod';
import { systemClock } from '../../aws/clock.ts';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { s3Intake } from '../../aws/s3/intake.ts';
import { cycleId } from '../../core/identifiers.ts';
import { firstProblems } from '../../core/input-problem.ts';
import { cycleKeys } from '../../core/inventory/cycle-keys.ts';
import { readDeclarations } from '../../core/inventory/declarations.ts';
import { resolveEntities, routesOf } from '../../core/inventory/entities.ts';
import type { Clock, Cycles, Documents, Intake } from '../../core/ports.ts';
import { task } from '../edge/task.ts';

export const input = z.object({ cycleId: z.string() });

export const run = async (
  event: z.output<typeof input>,
  ports: { intake: Intake; documents: Documents; cycles: Pick<Cycles, 'record'>; clock: Clock },
) => {
  const keys = cycleKeys(event.cycleId);
  const { gateways, problems, ...declared } = await readDeclarations(
    event.cycleId,
    ports.intake,
    ports.documents,
    ports.clock,
  );
  const routes = routesOf(resolveEntities({ ...declared, gateways }));
  await ports.documents.putJson(keys.declarations, { ...declared, problems });
  await ports.documents.putJson(keys.routes, routes);
  const counts = {
    gatewayApis: gateways.length,
    documents: declared.documents.length,
    claims: declared.claims.length,
    partners: declared.partners.length,
    placesUnread: declared.unread.length,
  };
  await ports.cycles.record(cycleId(event.cycleId), 'ReadDeclarations', counts, firstProblems(problems));
  return { ...counts, routes: routes.routes.length };
};

export const handler = task(input, run, () => ({
  intake: s3Intake(),
  documents: s3Documents(),
  cycles: dynamoCycles(),
  clock: systemClock,
}));
