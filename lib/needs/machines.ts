import { needs as assessment } from './assessment.ts';
import { needs as attestation } from './attestation.ts';
import { needs as discovery } from './discovery.ts';
import { needs as documentation } from './documentation.ts';
import { needs as exceptionSweep } from './exception-sweep.ts';
import type { MachineNeeds } from './function-needs.ts';
import { needs as governanceCycle } from './governance-cycle.ts';
import { needs as migration } from './migration.ts';
import { needs as riskReview } from './risk-review.ts';

/** Every process of the system: its file in `statemachines/`, its folder in `lambdas/`, what its functions need. */
export const machineNeeds = {
  'governance-cycle': governanceCycle,
  discovery,
  documentation,
  assessment,
  'risk-review': riskReview,
  'exception-sweep': exceptionSweep,
  attestation,
  migration,
} satisfies Record<string, MachineNeeds>;

export type MachineId = keyof typeof machineNeeds;
