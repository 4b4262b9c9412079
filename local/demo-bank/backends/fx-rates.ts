import { type Backend, ok, problem } from './backend.ts';

const rates: Readonly<Record<string, string>> = {
  EURUSD: '1.0842',
  EURGBP: '0.8391',
  EURSEK: '11.2075',
  EURNOK: '11.6310',
};

/** Daily reference rates; nothing in them is confidential. */
export const fxRatesBackend = (): Backend => ({
  name: 'fx-rates',
  routes: [
    { method: 'GET', template: '/v1/rates', handle: () => ok({ base: 'EUR', rates }) },
    {
      method: 'GET',
      template: '/v1/rates/{pair}',
      handle: ({ variables: { pair = '' } }) =>
        Object.hasOwn(rates, pair) ? ok({ pair, rate: rates[pair] }) : problem(404, 'Not found'),
    },
  ],
});
