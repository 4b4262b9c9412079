import * as z from 'zod';
import { type Backend, type BackendRequest, ok, problem } from './backend.ts';
import { paged } from './paging.ts';

/** Consent → accounts it covers. Any other well-formed consent covers nothing. */
const consents: Readonly<Record<string, readonly string[]>> = {
  'cns-7f3a91c2': ['acc-20481', 'acc-20482', 'acc-31007'],
  'cns-05be44d1': ['acc-44190'],
};

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const account = (accountId: string, iban: string, type: string, nickname: string | null, amount: string) => ({
  accountId,
  iban,
  type,
  currency: 'EUR',
  nickname,
  balance: eur(amount),
});

const accounts = [
  account('acc-20481', 'DE75512108001245126199', 'current', 'Household', '2410.17'),
  account('acc-20482', 'DE12500105170648489890', 'savings', null, '18250.00'),
  account('acc-31007', 'DE89370400440532013000', 'credit', 'Holiday card', '-310.45'),
  account('acc-44190', 'DE02120300000000202051', 'current', null, '77.02'),
];

const counterparties = ['Stadtwerke', 'Grocer Hagen & Sons', 'Rail tickets', 'Employer', 'Pharmacy', 'Rent'];

/** A year of bookings for each account, one every third day. */
const transactionsOf = (accountId: string, now: Date) =>
  Array.from({ length: 120 }, (_, index) => {
    const bookedOn = new Date(now.getTime() - index * 3 * 86_400_000).toISOString().slice(0, 10);
    const isSalary = index % 10 === 3;
    const cents = 400 + ((index * 1787) % 9000);
    return {
      transactionId: `txn-${accountId.slice(4)}${String(120 - index).padStart(3, '0')}`,
      bookedOn,
      amount: eur(isSalary ? '2950.00' : (-cents / 100).toFixed(2)),
      counterparty: counterparties[index % counterparties.length],
      reference: isSalary ? `Salary ${bookedOn.slice(0, 7)}` : null,
    };
  });

const day = z.iso.date();

const statementRequest = z
  .strictObject({
    fromDate: day,
    toDate: day,
    format: z.enum(['pdf', 'csv']),
    delivery: z.strictObject({
      channel: z.enum(['download', 'mail', 'branch']),
      address: z.string().min(3).max(120).nullish(),
    }),
    note: z.string().max(140).nullish(),
  })
  .refine(({ fromDate, toDate }) => fromDate <= toDate, { message: 'fromDate is after toDate' });

const covered = ({ headers }: BackendRequest): readonly string[] | undefined => {
  const consent = headers['x-consent-id'];
  return consent && /^cns-[0-9a-f]{8}$/.test(consent) ? (consents[consent] ?? []) : undefined;
};

const noConsent = () => problem(400, 'Bad request', 'x-consent-id is missing or malformed.');

/** Runs `work` when the consent covers the account in the path. */
const withAccount = (
  request: BackendRequest,
  work: (found: (typeof accounts)[number]) => ReturnType<typeof ok>,
) => {
  const ids = covered(request);
  if (!ids) return noConsent();
  const { accountId } = request.variables;
  const found = accounts.find((one) => one.accountId === accountId && ids.includes(one.accountId));
  return found ? work(found) : problem(404, 'Not found', 'The consent covers no such account.');
};

/** Account information. Serves more than its document says: that is what discovery has to find. */
export const accountsBackend = (clock: () => Date): Backend => {
  let orders = 0;
  const byKey = new Map<string, string>();
  return {
    name: 'accounts',
    routes: [
      {
        method: 'GET',
        template: '/v1/accounts',
        handle: (request) => {
          const ids = covered(request);
          if (!ids) return noConsent();
          const type = request.query.get('type');
          const mine = accounts.filter((one) => ids.includes(one.accountId) && (!type || one.type === type));
          const page = paged(mine, request);
          return 'status' in page ? page : ok({ accounts: page.items, nextCursor: page.nextCursor });
        },
      },
      {
        method: 'GET',
        template: '/v1/accounts/{accountId}',
        handle: (request) => withAccount(request, (found) => ok(found)),
      },
      {
        method: 'GET',
        template: '/v1/accounts/{accountId}/transactions',
        handle: (request) =>
          withAccount(request, ({ accountId }) => {
            const from = day.safeParse(request.query.get('fromDate'));
            const to = day.safeParse(request.query.get('toDate') ?? clock().toISOString().slice(0, 10));
            if (!from.success || !to.success)
              return problem(400, 'Bad request', 'fromDate and toDate are days, YYYY-MM-DD.');
            const within = transactionsOf(accountId, clock()).filter(
              ({ bookedOn }) => bookedOn >= from.data && bookedOn <= to.data,
            );
            const page = paged(within, request);
            return 'status' in page ? page : ok({ transactions: page.items, nextCursor: page.nextCursor });
          }),
      },
      {
        method: 'POST',
        template: '/v1/accounts/{accountId}/statement-requests',
        handle: (request) =>
          withAccount(request, ({ accountId }) => {
            const key = request.headers['idempotency-key'];
            if (!key || key.length < 8) return problem(400, 'Bad request', 'idempotency-key is missing.');
            const parsed = statementRequest.safeParse(request.body);
            if (!parsed.success)
              return problem(400, 'Bad request', parsed.error.issues[0]?.message ?? 'The body is invalid.');
            const known = byKey.get(`${accountId} ${key}`);
            const orderId = known ?? `sto-${orders + 1}`;
            if (!known && !request.dryRun) {
              orders += 1;
              byKey.set(`${accountId} ${key}`, orderId);
            }
            return ok({ orderId, state: 'accepted' }, 202);
          }),
      },
      {
        method: 'GET',
        template: '/v1/accounts/{accountId}/standing-orders',
        handle: ({ variables }) =>
          ok({ accountId: variables.accountId, standingOrders: [{ ...eur('640.00'), dayOfMonth: 1 }] }),
      },
      {
        method: 'GET',
        template: '/v1/customers/{customerId}/profile',
        handle: ({ variables }) =>
          ok({ customerId: variables.customerId, segment: 'retail', since: '2017-03-09' }),
      },
      {
        method: 'POST',
        template: '/internal/export-jobs',
        handle: () => ok({ jobId: 'job-1', state: 'queued' }, 202),
      },
    ],
  };
};
