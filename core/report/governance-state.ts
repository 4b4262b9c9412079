import type { DocumentationResult } from '../documentation/result.ts';
import type { ApiRecord } from '../inventory/api-record.ts';
import type { Stakeholder } from '../inventory/stakeholder.ts';
import type { TriageResult } from '../inventory/triage.ts';
import type { Migration } from '../migration/migration.ts';
import type { Cycle } from '../ports.ts';
import type { AssessmentResult } from '../posture/assessment.ts';
import type { Dossier, Review } from '../risk/review.ts';

/** Everything a report, the portal's catalogue and the summary show, read at one moment. */
export interface GovernanceState {
  readonly readAt: string;
  readonly cycle: Cycle | undefined;
  readonly apis: readonly {
    readonly record: ApiRecord;
    readonly documentation?: DocumentationResult;
    readonly assessment?: AssessmentResult;
    readonly triage?: TriageResult;
  }[];
  readonly reviews: readonly { readonly review: Review; readonly dossier: Dossier }[];
  readonly migrations: readonly Migration[];
  readonly stakeholders: readonly Stakeholder[];
}
