import { type Backend, ok, problem } from './backend.ts';

/** The loan system behind an old load balancer, which nobody thinks of as an API any more. */
export const loansLegacyBackend = (): Backend => ({
  name: 'loans-legacy',
  routes: [
    {
      method: 'GET',
      template: '/loans/{loanId}/schedule',
      handle: ({ variables: { loanId = '' } }) =>
        /^\d{6}$/.test(loanId)
          ? ok({ loanId, instalments: [{ due: '2027-01-01', amount: '412.00', currency: 'EUR' }] })
          : problem(404, 'Not found'),
    },
    {
      method: 'POST',
      template: '/loans/simulations',
      handle: ({ body }) => {
        const { amount, months } = (body ?? {}) as { amount?: unknown; months?: unknown };
        if (typeof amount !== 'number' || typeof months !== 'number' || months < 1)
          return problem(400, 'Bad request', 'amount and months are numbers.');
        return ok({ instalment: Math.round((amount * 1.06 * 100) / months) / 100, currency: 'EUR' });
      },
    },
    {
      method: 'GET',
      template: '/customers/{customerId}/loans',
      handle: ({ variables: { customerId } }) => ok({ customerId, loans: ['300412'] }),
    },
  ],
});
