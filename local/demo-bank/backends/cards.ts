import { type Backend, ok, problem } from './backend.ts';

/** Card management. Numbers are never given out in full. */
export const cardsBackend = (): Backend => {
  const cards = new Map([
    ['crd-5501', { cardId: 'crd-5501', ending: '4412', scheme: 'debit', state: 'active' }],
    ['crd-5502', { cardId: 'crd-5502', ending: '9027', scheme: 'credit', state: 'active' }],
  ]);
  return {
    name: 'cards',
    routes: [
      { method: 'GET', template: '/v1/cards', handle: () => ok({ cards: [...cards.values()] }) },
      {
        method: 'GET',
        template: '/v1/cards/{cardId}',
        handle: ({ variables }) => {
          const card = cards.get(variables.cardId ?? '');
          return card ? ok({ ...card }) : problem(404, 'Not found');
        },
      },
      {
        method: 'POST',
        template: '/v1/cards/{cardId}/blocks',
        handle: ({ variables, dryRun }) => {
          const card = cards.get(variables.cardId ?? '');
          if (!card) return problem(404, 'Not found');
          const blocked = { ...card, state: 'blocked' };
          if (!dryRun) cards.set(card.cardId, blocked);
          return ok(blocked, 201);
        },
      },
    ],
  };
};
