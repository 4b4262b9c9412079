import * as z from 'zod';
import { dynamoCatalogue } from '../../aws/dynamodb/catalogue.ts';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { loadPolicy } from '../../aws/policy.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { s3Intake } from '../../aws/s3/intake.ts';
import { ownAccount, setting } from '../../aws/settings.ts';
import { cycleId } from '../../core/identifiers.ts';
import { slugOf } from '../../core/inventory/api-record.ts';
import { currentRecords } from '../../core/inventory/current-records.ts';
import {
  type EligibilityPolicy,
  eligibilityPolicy,
  type TriageSubject,
  triage,
} from '../../core/inventory/eligibility.ts';
import { filedExceptions } from '../../core/inventory/filed-exceptions.ts';
import type { Catalogue, Cycles, Documents, Intake } from '../../core/ports.ts';
import { task } from '../edge/task.ts';

export const input = z.object({ cycleId: z.string().transform(cycleId) });

export const run = async (
  event: z.output<typeof input>,
  ports: {
    catalogue: Catalogue;
    intake: Intake;
    documents: Documents;
    cycles: Cycles;
    policy: EligibilityPolicy;
    home: TriageSubject['home'];
  },
) => {
  const filed = await filedExceptions(ports.intake);
  const counts = { conforming: 0, nonconforming: 0, unknown: 0 };
  const results = [];
  for (const record of currentRecords(await ports.catalogue.list())) {
    const { documentation, assessment } = await ports.catalogue.results(record.apiId);
    // A result of an earlier cycle says nothing of this one: not assessed now is unknown now.
    const result = triage(
      {
        cycleId: event.cycleId,
        record,
        documentation: documentation?.cycleId === event.cycleId ? documentation : undefined,
        assessment: assessment?.cycleId === event.cycleId ? assessment : undefined,
        exceptionRequested: filed.has(slugOf(record.name.value)),
        home: ports.home,
      },
      ports.policy,
    );
    await ports.catalogue.putTriage(result);
    counts[result.verdict]++;
    results.push(result);
  }
  const { key } = await ports.documents.putJson(`cycles/${event.cycleId}/triage.json`, results);
  await ports.cycles.record(event.cycleId, 'TriageApis', counts);
  return { key, ...counts };
};

export const handler = task(input, run, () => ({
  catalogue: dynamoCatalogue(),
  intake: s3Intake(),
  documents: s3Documents(),
  cycles: dynamoCycles(),
  policy: loadPolicy('eligibility', eligibilityPolicy),
  home: { account: ownAccount() ?? '', region: setting('AWS_REGION') },
}));
