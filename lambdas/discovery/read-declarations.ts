import * as z from 'zod';
import { systemClock } from '../../aws/clock.ts';
import { dynamoAttestations } from '../../aws/dynamodb/attestations.ts';
import { dynamoCatalogue } from '../../aws/dynamodb/catalogue.ts';
import { dynamoCorrections } from '../../aws/dynamodb/corrections.ts';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { dynamoWorkshops } from '../../aws/dynamodb/workshops.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { s3Intake } from '../../aws/s3/intake.ts';
import { attestationEvidence } from '../../core/attestation/evidence-of-answers.ts';
import { cycleId } from '../../core/identifiers.ts';
import { firstProblems } from '../../core/input-problem.ts';
import type { Corrections } from '../../core/inventory/correction.ts';
import { cycleKeys } from '../../core/inventory/cycle-keys.ts';
import { type DeclarationPorts, readDeclarations } from '../../core/inventory/declarations.ts';
import { resolveEntities, routesOf } from '../../core/inventory/entities.ts';
import type { Cycles } from '../../core/ports.ts';
import { workshopClaims } from '../../core/workshop/claims-of-workshops.ts';
import { task } from '../edge/task.ts';

export const input = z.object({ cycleId: z.string() });

export const run = async (
  event: z.output<typeof input>,
  ports: DeclarationPorts & {
    corrections: Pick<Corrections, 'list'>;
    cycles: Pick<Cycles, 'record'>;
  },
) => {
  const keys = cycleKeys(event.cycleId);
  const { gateways, problems, ...declared } = await readDeclarations(event.cycleId, ports);
  const corrections = await ports.corrections.list();
  const routes = routesOf(resolveEntities({ ...declared, gateways, corrections }));
  await ports.documents.putJson(keys.declarations, { ...declared, problems });
  await ports.documents.putJson(keys.routes, routes);
  const counts = {
    gatewayApis: gateways.length,
    documents: declared.documents.length,
    claims: declared.claims.length,
    partners: declared.partners.length,
    placesUnread: declared.unread.length,
    sourcesRead: declared.coverage.filter(({ state }) => state === 'READ').length,
    sourcesPartly: declared.coverage.filter(({ state }) => state === 'PARTIAL').length,
    sourcesUnread: declared.coverage.filter(({ state }) => state === 'STALE' || state === 'UNREAD').length,
  };
  await ports.cycles.record(cycleId(event.cycleId), 'ReadDeclarations', counts, firstProblems(problems));
  return { ...counts, routes: routes.routes.length };
};

/** What people say in the portal. */
const spoken = () => {
  const workshops = workshopClaims({
    workshops: dynamoWorkshops(),
    catalogue: dynamoCatalogue(),
    clock: systemClock,
  });
  return [{ evidence: () => workshops.list() }, attestationEvidence(dynamoAttestations())];
};

export const handler = task(input, run, () => ({
  intake: s3Intake(),
  documents: s3Documents(),
  spoken: spoken(),
  corrections: dynamoCorrections(),
  cycles: dynamoCycles(),
  clock: systemClock,
}));
