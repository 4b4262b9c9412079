import { beforeEach, describe, expect, test } from '@jest/globals';
import { attestationEvidence } from '../../core/attestation/evidence-of-answers.ts';
import type { AttestationList, Question } from '../../core/attestation/question.ts';
import { inventoryPorts, payments } from '../support/inventory-portal.ts';
import { memoryAttestations } from '../support/memory/attestations.ts';
import { formIn, type PortalWorld, portalWorld } from '../support/portal-world.ts';
import { person } from '../support/risk-world.ts';

const question = (questionId: string, more: Partial<Question> = {}): Question => ({
  questionId,
  apiId: payments.apiId,
  apiName: 'payments',
  fact: 'purpose',
  shown: 'Payment initiation',
  others: ['Payouts'],
  reason: 'CONFLICT',
  why: 'Sources disagree on the purpose (OpenAPI document, Workshop).',
  tier: 'MEDIUM',
  priority: 55,
  mode: 'ticked',
  identity: { gatewayId: 'pay1a2b3c' },
  ...more,
});
const list: AttestationList = {
  listId: 'att-2026-W48-0123456789ab-1',
  person: person('ivan'),
  week: '2026-W48',
  plannedAt: '2026-11-23T06:00:00.000Z',
  questions: [
    question('q-tick'),
    question('q-type', { fact: 'dataClass', shown: 'confidential', tier: 'HIGH', mode: 'typed', others: [] }),
    question('q-false', { apiName: 'fx', fact: 'exposure', shown: 'public', others: [], seeded: true }),
  ],
  drafts: {},
  state: 'OPEN',
  version: 1,
};

let portal: PortalWorld;
let attestations: ReturnType<typeof memoryAttestations>;
let ivan: string[];

beforeEach(async () => {
  attestations = memoryAttestations([list]);
  portal = await portalWorld(await inventoryPorts({ attestations }));
  ivan = await portal.signIn('ivan');
});

const open = (cookies = ivan) => portal.ask('GET', '/attestations', { cookies });
const answer = async (questionId: string, fill: Record<string, string>, cookies = ivan) => {
  const form = { ...formIn(await open(), '/attestations/answer', { questionId }), ...fill };
  return portal.ask('POST', '/attestations/answer', { cookies, form });
};
const submit = async () =>
  portal.ask('POST', '/attestations/submit', {
    cookies: ivan,
    form: formIn(await open(), '/attestations/submit'),
  });
const drafts = () => attestations.lists.get(list.listId)?.drafts ?? {};

describe('the page of what one is asked', () => {
  test('says what is claimed, what others say, and why one is asked; nothing answers all at once', async () => {
    const { body = '' } = await open();
    for (const text of [
      'Payment initiation',
      'Payouts',
      'Why am I asked?',
      'Sources disagree on the purpose',
      'tier high',
    ])
      expect(body).toContain(text);
    expect(body).not.toMatch(/all of them|select all|confirm all/i);
    expect(body.match(/action="\/attestations\/answer"/g)).toHaveLength(3);
    expect(body).not.toContain('action="/attestations/submit"');
  });

  test('does not tell which statement is false on purpose, nor does its markup', async () => {
    const { body = '' } = await open();
    expect(body).toContain('Some statements are wrong on purpose');
    expect(body).not.toMatch(/seed/i);
    const cards = [...body.matchAll(/<li class="card" id="(q-\w+)">([\s\S]*?)<\/li>/g)];
    const shape = (html = '') => html.replace(/value="[^"]*"|q-\w+|>[^<]+</g, '').replace(/\s+/g, ' ');
    expect(cards).toHaveLength(3);
    expect(shape(cards.find(([, id]) => id === 'q-false')?.[2])).toBe(
      shape(
        (cards.find(([, id]) => id === 'q-tick')?.[2] ?? '').replace(
          /<p class="small">Other sources[^\n]*\n/,
          '\n',
        ),
      ),
    );
  });

  test('offers no tick that confirms where the tier wants it typed', async () => {
    const { body = '' } = await open();
    const [, card = ''] = /id="q-type">([\s\S]*?)<\/li>/.exec(body) ?? [];
    expect(card).not.toContain('value="confirm"');
    expect((await answer('q-type', { answer: 'confirm' })).statusCode).toBe(422);
    expect((await answer('q-type', { answer: 'correct', value: 'Confidential' })).statusCode).toBe(303);
    expect(drafts()['q-type']?.answer).toEqual({ kind: 'confirm' });
  });

  test('of somebody else shows nothing of it', async () => {
    const { body = '' } = await open(await portal.signIn('bea'));
    expect(body).toContain('Nothing is asked of you');
    expect(body).not.toContain('Payouts');
  });
});

describe('answers', () => {
  test('are saved one by one, changed, taken back, and count for nothing until submitted', async () => {
    expect((await answer('q-tick', { answer: 'correct', value: 'Payouts' })).headers?.location).toBe(
      '/attestations#q-tick',
    );
    expect((await open()).body).toContain('Corrected to: Payouts');
    await answer('q-tick', { answer: 'undo' });
    expect(drafts()).toEqual({});
    await answer('q-tick', { answer: 'confirm' });
    expect(await attestationEvidence(attestations).evidence()).toEqual([]);
    expect(attestations.facts).toEqual([]);
  });

  test('take the time from the page to the save, and nobody can stretch or shorten it', async () => {
    const form = {
      ...formIn(await open(), '/attestations/answer', { questionId: 'q-tick' }),
      answer: 'confirm',
    };
    portal.world.clock.advance(42);
    const forged = await portal.ask('POST', '/attestations/answer', {
      cookies: ivan,
      form: { ...form, shownAt: '0' },
    });
    expect(forged.statusCode).toBe(403);
    await portal.ask('POST', '/attestations/answer', { cookies: ivan, form });
    expect(drafts()['q-tick']).toMatchObject({ seconds: 42, edits: 0 });
  });

  test('what is no answer comes back with what was typed and what to do', async () => {
    const refused = await answer('q-type', { answer: 'correct', value: 'top "secret"' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Write one of public, internal, confidential, secret');
    expect(refused.body).toContain('value="top &quot;secret&quot;"');
    expect(drafts()).toEqual({});
  });

  test('are submitted when every question has one, once, with one event in the ledger', async () => {
    await answer('q-tick', { answer: 'correct', value: 'Payouts' });
    await answer('q-type', { answer: 'unknown' });
    const early = { ...formIn(await open(), '/attestations/answer', { questionId: 'q-false' }) };
    expect(early.listId).toBe(list.listId);
    await answer('q-false', { answer: 'confirm' });
    const form = formIn(await open(), '/attestations/submit');
    expect((await submit()).headers?.location).toBe('/attestations?done=1');
    expect((await portal.ask('POST', '/attestations/submit', { cookies: ivan, form })).statusCode).toBe(409);
    expect(attestations.facts).toMatchObject([
      {
        kind: 'ATTESTED',
        actor: person('ivan'),
        payload: {
          answers: [
            { answer: 'correct', value: 'Payouts' },
            { answer: 'unknown' },
            { answer: 'confirm', seeded: true },
          ],
        },
      },
    ]);
    // The false statement was confirmed, and nothing of it reaches the catalogue.
    expect(await attestationEvidence(attestations).evidence()).toMatchObject([
      { purpose: 'Payouts', gatewayId: 'pay1a2b3c', source: 'attestation' },
    ]);
    const { body = '' } = await portal.ask('GET', '/coverage', { cookies: ivan });
    expect(body).toContain('0 of 1');
  });

  test('with one question open are not submitted', async () => {
    await answer('q-tick', { answer: 'confirm' });
    await answer('q-type', { answer: 'disown' });
    await answer('q-false', { answer: 'disown' });
    const form = formIn(await open(), '/attestations/submit');
    await answer('q-tick', { answer: 'undo' });
    expect((await portal.ask('POST', '/attestations/submit', { cookies: ivan, form })).statusCode).toBe(422);
    expect(attestations.facts).toEqual([]);
  });

  test('passed on, they name somebody of the register and not oneself', async () => {
    expect((await answer('q-tick', { answer: 'reassign', to: 'Bea@bank.test ' })).statusCode).toBe(303);
    expect(drafts()['q-tick']?.answer).toEqual({ kind: 'reassign', to: person('bea') });
    for (const to of ['mallory@bank.test', 'ivan@bank.test', 'payments-team', ''])
      expect((await answer('q-type', { answer: 'reassign', to })).statusCode).toBe(422);
  });

  test('to questions of somebody else are refused', async () => {
    const bea = await portal.signIn('bea');
    const form = {
      ...formIn(await open(), '/attestations/answer', { questionId: 'q-tick' }),
      answer: 'confirm',
    };
    expect((await portal.ask('POST', '/attestations/answer', { cookies: bea, form })).statusCode).toBe(403);
    expect(drafts()).toEqual({});
  });

  test('of a list that lapsed meanwhile are refused, and so are two at the same moment', async () => {
    const read = attestations.read;
    attestations.read = async (by, id) => {
      const found = await read(by, id);
      if (found) attestations.lists.set(id, { ...found, version: found.version + 1 });
      return found;
    };
    portal = await portalWorld(await inventoryPorts({ attestations }), portal.world);
    ivan = await portal.signIn('ivan');
    const again = {
      ...formIn(await open(), '/attestations/answer', { questionId: 'q-tick' }),
      answer: 'confirm',
    };
    expect(
      (await portal.ask('POST', '/attestations/answer', { cookies: ivan, form: again })).statusCode,
    ).toBe(409);
    attestations.lists.set(list.listId, { ...list, state: 'LAPSED' });
    expect(
      (await portal.ask('POST', '/attestations/answer', { cookies: ivan, form: again })).statusCode,
    ).toBe(409);
  });
});

test('the first page says that questions wait', async () => {
  const { body = '' } = await portal.ask('GET', '/', { cookies: ivan });
  expect(body).toContain('3 questions about your APIs');
});
