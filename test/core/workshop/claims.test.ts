import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { indexRow } from '../../../core/inventory/catalogue-index.ts';
import type { Capture } from '../../../core/workshop/capture.ts';
import { type Claim, revealedClaims, type Workshop } from '../../../core/workshop/claim.ts';
import { claimsEvidence, placeOf } from '../../../core/workshop/claim-evidence.ts';
import { workshopClaims } from '../../../core/workshop/claims-of-workshops.ts';
import { standingIn, type WorkshopSession } from '../../../core/workshop/session.ts';
import { suggestionsFor } from '../../../core/workshop/suggestions.ts';
import { owned, sourced, who } from '../../support/attestation-world.ts';
import { memoryCatalogue } from '../../support/memory/catalogue.ts';
import { fixedClock } from '../../support/memory/clock.ts';
import { memoryWorkshops } from '../../support/memory/workshops.ts';

const opened = '2026-11-24T08:00:00.000Z';
const during = new Date('2026-11-24T08:20:00.000Z');
const over = new Date('2026-11-24T12:00:00.000Z');
const session: WorkshopSession = {
  sessionId: 'w-1',
  title: 'November',
  openedBy: who('eve'),
  openedAt: opened,
  endsAt: over.toISOString(),
  invited: [who('ada'), who('bo')],
};
const claim = (
  claimId: string,
  what: string,
  subject = 'ada',
  capture: Partial<Capture> = {},
  more: Partial<Claim> = {},
): Claim => ({
  claimId,
  sessionId: 'w-1',
  person: who(subject),
  roles: ['it'],
  at: `2026-11-24T08:0${claimId.at(-1)}:00.000Z`,
  list: 'before',
  capture: { what, touches: [], sure: 'think', stillUsed: 'unsure', ...capture },
  ...more,
});
const workshop = (more: Partial<Workshop> = {}): Workshop => ({
  session,
  finished: [],
  claims: [],
  links: [],
  ...more,
});
const finished = (subject: string) => ({ person: who(subject), finishedAt: during.toISOString() });

describe('where somebody stands', () => {
  test.each([
    ['ada', [], during, 'LISTING'],
    ['ada', [finished('bo')], during, 'LISTING'],
    ['ada', [finished('ada')], during, 'REVEALED'],
    ['ada', [], over, 'REVEALED'],
    ['eve', [], during, 'REVEALED'],
    ['max', [], during, 'OUTSIDE'],
  ] as const)('%s', (subject, done, now, standing) => {
    expect(standingIn(session, done, who(subject), now)).toBe(standing);
  });

  test('a workshop that was closed is over for everybody', () => {
    expect(standingIn({ ...session, closedAt: opened }, [], who('ada'), during)).toBe('REVEALED');
  });
});

describe('a private list', () => {
  const claims = [claim('c1', 'Card limits', 'ada'), claim('c2', 'Loans', 'bo')];

  test('is nobody else’s business until it is finished or the workshop is over', () => {
    expect(revealedClaims(workshop({ claims }), during)).toEqual([]);
    expect(revealedClaims(workshop({ claims, finished: [finished('bo')] }), during)).toEqual([claims[1]]);
    expect(revealedClaims(workshop({ claims }), over)).toEqual(claims);
  });

  test('what was taken back is on no list', () => {
    const taken = claim('c3', 'FX', 'ada', {}, { withdrawnAt: during.toISOString() });
    expect(revealedClaims(workshop({ claims: [taken] }), over)).toEqual([]);
  });

  test('reaches the catalogue no sooner than others may see it', async () => {
    const workshops = memoryWorkshops();
    await workshops.open(session);
    for (const one of claims) await workshops.addClaim(one);
    const clock = fixedClock(during.toISOString());
    const port = workshopClaims({ workshops, catalogue: memoryCatalogue(), clock });
    expect(await port.list()).toEqual([]);
    await workshops.finish('w-1', finished('ada'));
    expect((await port.list()).map(({ apiName }) => apiName)).toEqual(['Card limits']);
    await workshops.close('w-1', during.toISOString());
    expect(await port.list()).toHaveLength(2);
  });
});

describe('a claim as evidence', () => {
  const evidenceOf = (capture: Partial<Capture>, more: Partial<Claim> = {}) =>
    claimsEvidence([claim('c1', 'Card limits', 'ada', capture, more)], [], new Map())[0];

  test('says what was said, as sure as it was said', () => {
    expect(
      evidenceOf({
        where: 'https://API.bank.test:443/cards/v1?x=1',
        partner: 'Kestrel',
        direction: 'provided',
        runBy: 'Cards team',
        touches: ['public', 'credentials'],
        sure: 'sure',
      }),
    ).toEqual({
      source: 'workshop',
      locator: 'workshop/w-1/c1',
      apiName: 'Card limits',
      host: 'api.bank.test',
      basePath: '/cards/v1',
      owner: 'Cards team',
      partners: ['Kestrel'],
      direction: 'provided',
      dataClass: 'secret',
      observedAt: '2026-11-24T08:01:00.000Z',
      confidence: 0.3,
    });
    expect(
      ['sure', 'think', 'heard'].map((sure) => evidenceOf({ sure: sure as Capture['sure'] })?.confidence),
    ).toEqual([0.3, 0.2, 0.1]);
  });

  test('said after what was found was shown, it is marked: it proves nothing about what is unknown', () => {
    expect(evidenceOf({})).not.toHaveProperty('afterReveal');
    expect(evidenceOf({}, { list: 'after' })).toMatchObject({ afterReveal: true });
  });

  test.each([
    ['cards.bank.test', { host: 'cards.bank.test' }],
    ['/cards/v1/', { basePath: '/cards/v1' }],
    ['user:secret@cards.bank.test/x', { host: 'cards.bank.test', basePath: '/x' }],
    ['the old mainframe door', {}],
    ['10.0.0.1', {}],
    ['', {}],
  ])('place of %p', (where, place) => {
    expect(placeOf(where)).toEqual(place);
  });

  test('of any text no place breaks or keeps a query or a credential', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const { host = '', basePath = '' } = placeOf(url.replace('://', '://user:pass@'));
        expect(`${host}${basePath}`).not.toMatch(/[?#]|pass@/);
      }),
    );
  });

  test('two that people found to be one carry the name of the older', () => {
    const claims = [claim('c1', 'Card limits'), claim('c2', 'Limits of cards', 'bo')];
    const link = { claimId: 'c2', target: { claimId: 'c1' }, same: true, by: who('eve'), at: opened };
    expect(claimsEvidence(claims, [link], new Map()).map(({ apiName }) => apiName)).toEqual([
      'Card limits',
      'Card limits',
    ]);
    expect(
      claimsEvidence(claims, [{ ...link, same: false }], new Map()).map(({ apiName }) => apiName),
    ).toEqual(['Card limits', 'Limits of cards']);
  });

  test('of an API that a person found it to be, it names that API, and so do the claims that are one with it', () => {
    const record = owned('cards', { resources: ['arn:aws:x', 'name:cards'] });
    const claims = [claim('c1', 'Card limits'), claim('c2', 'Limits of cards', 'bo')];
    const links = [
      { claimId: 'c2', target: { claimId: 'c1' }, same: true, by: who('eve'), at: opened },
      { claimId: 'c2', target: { apiId: record.apiId }, same: true, by: who('eve'), at: opened },
    ];
    for (const evidence of claimsEvidence(claims, links, new Map([[record.apiId, record]])))
      expect(evidence).toMatchObject({ apiName: 'cards', resource: 'arn:aws:x' });
  });

  test('links in a circle end', () => {
    const claims = [claim('c1', 'a'), claim('c2', 'b'), claim('c3', 'c')];
    const link = (claimId: string, other: string) => ({
      claimId,
      target: { claimId: other },
      same: true,
      by: who('eve'),
      at: opened,
    });
    const links = [link('c1', 'c2'), link('c2', 'c3'), link('c3', 'c1')];
    expect(claimsEvidence(claims, links, new Map()).map(({ apiName }) => apiName)).toEqual(['a', 'a', 'a']);
  });
});

describe('suggestions', () => {
  const rows = [
    indexRow(owned('card-limits')),
    indexRow(owned('loans', { hosts: ['loans.bank.test'], partners: ['Kestrel'] })),
    indexRow(owned('payments-initiation', { name: sourced('payments-initiation') })),
  ];
  const suggested = (claims: readonly Claim[], links: Workshop['links'] = []) =>
    suggestionsFor(claims, rows, links).map(({ claim: one, other, reason }) => [
      one.capture.what,
      other,
      reason,
    ]);

  test('name why, and are only suggestions', () => {
    expect(suggested([claim('c1', 'Card Limits')])).toEqual([
      ['Card Limits', 'card-limits', 'they have the same name'],
    ]);
    expect(suggested([claim('c1', 'Lending', 'ada', { where: 'loans.bank.test' })])).toEqual([
      ['Lending', 'loans', 'both name loans.bank.test'],
    ]);
    expect(suggested([claim('c1', 'Initiation of payments')])).toEqual([
      ['Initiation of payments', 'payments-initiation', 'their names share most words'],
    ]);
    expect(suggested([claim('c1', 'Kestrel loans desk', 'ada', { partner: 'kestrel' })])).toEqual([
      ['Kestrel loans desk', 'loans', 'they are for the same partner, and their names share a word'],
    ]);
    expect(suggested([claim('c1', 'Weather')])).toEqual([]);
  });

  test('a host that many APIs share is no reason by itself; with a path or a word of the name it is', () => {
    const shared = ['fx', 'loans', 'cards'].map((name) =>
      indexRow(
        owned(name, { hosts: ['api.bank.test'], places: [{ host: 'api.bank.test', basePath: `/${name}` }] }),
      ),
    );
    const others = (what: string, where: string) =>
      suggestionsFor([claim('c1', what, 'ada', { where })], shared, []).map(({ other }) => other);
    expect(others('Lending', 'api.bank.test')).toEqual([]);
    expect(others('Lending', 'api.bank.test/loans')).toEqual(['loans']);
    expect(others('The loans of Kestrel', 'api.bank.test')).toEqual(['loans']);
  });

  test('are made between lists, and what was decided is not asked again', () => {
    const claims = [claim('c1', 'Weather'), claim('c2', 'weather', 'bo')];
    expect(suggested(claims)).toEqual([['Weather', 'weather', 'they have the same name']]);
    for (const same of [true, false])
      expect(
        suggested(claims, [{ claimId: 'c2', target: { claimId: 'c1' }, same, by: who('eve'), at: opened }]),
      ).toEqual([]);
  });
});
