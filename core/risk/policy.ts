import * as z from 'zod';
import type { SeatName } from '../inventory/stakeholder.ts';
import type { Tier } from './review.ts';

/** Ascending: a higher tier asks for more. */
export const tiers = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const satisfies readonly Tier[];
const seatNames = [
  'RISK',
  'SECURITY',
  'DATA_PROTECTION',
  'HEAD_OF_RISK',
] as const satisfies readonly SeatName[];

const tier = z.enum(tiers);
const perTier = <Value extends z.ZodType>(value: Value) =>
  z.object({ LOW: value, MEDIUM: value, HIGH: value, CRITICAL: value });

/** The bank's rules of risk review, `policy/risk.yaml`. */
export const riskPolicy = z
  .object({
    version: z.string().min(1),
    tier: z.object({
      /** Residual likelihood × impact (1–25): the first row whose `upTo` is not exceeded. */
      residual: z.array(z.object({ upTo: z.int().min(1).max(25), tier })).min(1),
      dataClass: z.object({ public: tier, internal: tier, confidential: tier, secret: tier }),
      exposure: z.object({ internal: tier, partner: tier, public: tier }),
    }),
    /** Seats that must all approve. */
    seats: perTier(z.array(z.enum(seatNames)).min(1)),
    maximumDays: perTier(z.int().min(1)),
    rationale: z.object({
      minimumCharacters: z.int().min(0),
      /** Tiers in which an approval needs a rationale too; a rejection always does. */
      onApprove: z.array(tier),
    }),
    milestones: z.object({
      /** Ticks after the opening. */
      remindAfterTicks: z.array(z.int().min(1)),
      lapseAfterTicks: z.int().min(1),
    }),
  })
  .refine(({ tier: { residual } }) => residual.at(-1)?.upTo === 25, {
    path: ['tier', 'residual'],
    message: 'the last row must go up to 25',
  })
  .refine(
    ({ tier: { residual } }) =>
      residual.every((row, index) => index === 0 || row.upTo > (residual[index - 1]?.upTo ?? 0)),
    { path: ['tier', 'residual'], message: 'rows must rise' },
  )
  .refine(
    ({ milestones }) => milestones.remindAfterTicks.every((ticks) => ticks < milestones.lapseAfterTicks),
    { path: ['milestones'], message: 'reminders must come before the lapse' },
  );

export type RiskPolicy = z.output<typeof riskPolicy>;
