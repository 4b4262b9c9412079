import * as z from 'zod';
import { type Backend, ok, problem } from './backend.ts';

const creation = z.object({
  customerId: z.string().min(1),
  accounts: z.array(z.string()).min(1),
  validUntil: z.iso.date(),
});

interface Consent extends z.output<typeof creation> {
  readonly consentId: string;
  readonly state: 'valid' | 'withdrawn';
}

/** Consent records. */
export const consentsBackend = (): Backend => {
  const consents = new Map<string, Consent>();
  const seed = (consentId: string, customerId: string, accounts: string[]) =>
    consents.set(consentId, { consentId, customerId, accounts, validUntil: '2027-06-30', state: 'valid' });
  seed('cns-7f3a91c2', 'cus-88120433', ['acc-20481', 'acc-20482', 'acc-31007']);
  seed('cns-05be44d1', 'cus-88344190', ['acc-44190']);
  return {
    name: 'consents',
    routes: [
      {
        method: 'POST',
        template: '/v1/consents',
        handle: ({ body, dryRun }) => {
          const parsed = creation.safeParse(body);
          if (!parsed.success)
            return problem(400, 'Bad request', 'customerId, accounts and validUntil are needed.');
          const consentId = `cns-${(consents.size + 1).toString(16).padStart(8, '0')}`;
          const consent: Consent = { consentId, ...parsed.data, state: 'valid' };
          if (!dryRun) consents.set(consentId, consent);
          return ok({ ...consent }, 201);
        },
      },
      {
        method: 'GET',
        template: '/v1/consents/{consentId}',
        handle: ({ variables }) => {
          const consent = consents.get(variables.consentId ?? '');
          return consent ? ok({ ...consent }) : problem(404, 'Not found');
        },
      },
      {
        method: 'DELETE',
        template: '/v1/consents/{consentId}',
        handle: ({ variables, dryRun }) => {
          const consent = consents.get(variables.consentId ?? '');
          if (!consent) return problem(404, 'Not found');
          if (!dryRun) consents.set(consent.consentId, { ...consent, state: 'withdrawn' });
          return { status: 204 };
        },
      },
      {
        method: 'GET',
        template: '/v1/consents/{consentId}/status',
        handle: ({ variables }) => {
          const consent = consents.get(variables.consentId ?? '');
          return consent ? ok({ state: consent.state }) : problem(404, 'Not found');
        },
      },
    ],
  };
};
