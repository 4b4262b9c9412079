import * as z from 'zod';
import { type Backend, ok, problem } from './backend.ts';

const initiation = z.strictObject({
  debtorAccount: z.string().regex(/^acc-\d{5}$/),
  creditor: z.strictObject({
    name: z.string().min(1).max(70),
    iban: z.string().regex(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/),
  }),
  amount: z.string().regex(/^\d{1,9}\.\d{2}$/),
  currency: z.literal('EUR'),
  reference: z.string().max(140).nullish(),
});

interface Payment {
  readonly paymentId: string;
  readonly state: 'accepted' | 'executed' | 'rejected';
  readonly amount: string;
  readonly currency: string;
}

/** ISO 7064 mod 97-10, as in ISO 13616. */
const hasValidCheckDigits = (iban: string): boolean => {
  const digits = (iban.slice(4) + iban.slice(0, 4)).replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  return BigInt(digits) % 97n === 1n;
};

/** Payment initiation: accepts SEPA credit transfers and remembers them until it is restarted. */
export const paymentsBackend = (): Backend => {
  const payments = new Map<string, Payment>([
    ['pay-100001', { paymentId: 'pay-100001', state: 'executed', amount: '42.90', currency: 'EUR' }],
    ['pay-100002', { paymentId: 'pay-100002', state: 'accepted', amount: '1200.00', currency: 'EUR' }],
  ]);
  const byKey = new Map<string, Payment>();
  return {
    name: 'payments',
    routes: [
      {
        method: 'GET',
        template: '/v1/payments',
        handle: ({ query }) => {
          const state = query.get('state');
          return ok({ payments: [...payments.values()].filter((payment) => payment.state === state) });
        },
      },
      {
        method: 'POST',
        template: '/v1/payments',
        handle: ({ headers, body, dryRun }) => {
          const key = headers['idempotency-key'];
          if (!key || key.length < 8) return problem(400, 'Bad request', 'idempotency-key is missing.');
          const parsed = initiation.safeParse(body);
          if (!parsed.success) {
            const [issue] = parsed.error.issues;
            return problem(400, 'Bad request', `${issue?.path.join('.') || 'body'}: ${issue?.message}`);
          }
          const { amount, currency, creditor } = parsed.data;
          if (!hasValidCheckDigits(creditor.iban))
            return problem(422, 'Unprocessable content', 'The check digits of the IBAN are wrong.');
          const paymentId = `pay-${100_001 + payments.size}`;
          const payment = byKey.get(key) ?? { paymentId, state: 'accepted' as const, amount, currency };
          if (!dryRun) {
            byKey.set(key, payment);
            payments.set(payment.paymentId, payment);
          }
          return ok({ ...payment }, 201);
        },
      },
      {
        method: 'GET',
        template: '/v1/payments/{paymentId}',
        handle: ({ variables }) => {
          const payment = payments.get(variables.paymentId ?? '');
          return payment ? ok({ ...payment }) : problem(404, 'Not found');
        },
      },
    ],
  };
};
