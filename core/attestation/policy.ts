import * as z from 'zod';
import { roles } from '../inventory/stakeholder.ts';
import { tiers } from '../risk/policy.ts';
import { reasonNames } from './question.ts';

const perTier = z.object({ LOW: z.int(), MEDIUM: z.int(), HIGH: z.int(), CRITICAL: z.int() });
const days = z.int().min(1);

/** `policy/attestation.yaml`. */
export const attestationPolicy = z
  .object({
    version: z.string().min(1),
    questionsPerWeek: z.int().min(1).max(50),
    seededShare: z.number().min(0).max(0.2),
    validDays: perTier,
    typedTiers: z.array(z.enum(tiers)),
    remindAfterDays: days,
    escalateAfterDays: days,
    unownedAfterDays: days,
    freshEvidenceDays: days,
    fallbackRole: z.enum(roles),
    weight: z.object({
      reason: z.record(z.enum(reasonNames), z.int()),
      tier: perTier,
    }),
  })
  .refine((policy) => policy.remindAfterDays < policy.escalateAfterDays, {
    path: ['escalateAfterDays'],
    message: 'must come after the reminder',
  })
  .refine((policy) => policy.escalateAfterDays < policy.unownedAfterDays, {
    path: ['unownedAfterDays'],
    message: 'must come after the escalation',
  });
export type AttestationPolicy = z.output<typeof attestationPolicy>;
