import { beforeAll, describe, expect, test } from '@jest/globals';
import { exampleState } from '../support/governance-example.ts';
import { memoryCatalogue } from '../support/memory/catalogue.ts';
import { type PortalWorld, portalWorld } from '../support/portal-world.ts';

let portal: PortalWorld;
let cookies: string[];

beforeAll(async () => {
  const catalogue = memoryCatalogue();
  for (const { record, documentation, triage } of exampleState().apis) {
    await catalogue.put(record);
    if (documentation) await catalogue.putDocumentation(documentation);
    if (triage) await catalogue.putTriage(triage);
  }
  portal = await portalWorld({ catalogue });
  cookies = await portal.signIn('nora');
});

const names = async (query = ''): Promise<string[]> => {
  const { body = '' } = await portal.ask('GET', `/catalogue${query}`, { cookies });
  return [...body.matchAll(/role="rowheader"><a href="[^"]+">([^<]+)</g)].map(([, name]) => name ?? '');
};

describe('the catalogue', () => {
  test('shows every API with verdict, owner, score and shadow endpoints', async () => {
    expect(await names()).toEqual(['accounts', 'consents', 'fx-rates', 'loans-legacy']);
    const { body = '' } = await portal.ask('GET', '/catalogue', { cookies });
    for (const text of [
      'href="/catalogue/accounts-1a2b3c4d"',
      '93 A',
      '54 D',
      '2 shadow',
      'nonconforming',
      'not scored',
      'not judged yet',
    ])
      expect(body).toContain(text);
  });

  test.each([
    ['?q=LOANS', ['loans-legacy']],
    ['?q=kestrel', ['accounts', 'consents', 'fx-rates']],
    ['?verdict=unknown', ['fx-rates', 'loans-legacy']],
    ['?verdict=conforming&q=acc', ['accounts']],
    ['?verdict=conforming&q=loans', []],
    ['?verdict=made-up', []],
  ])('%s', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  test('finds what nobody answers for: without an owner, or with one who does not answer', async () => {
    await portal.ports.attestations.replaceUnowned([
      {
        apiId: 'fx-rates-1a2b3c4d' as never,
        apiName: 'fx-rates',
        reason: 'NO_ANSWER',
        since: '2026-11-20T00:00:00.000Z',
      },
    ]);
    expect(await names('?only=unowned')).toEqual(['fx-rates', 'loans-legacy']);
    await portal.ports.attestations.replaceUnowned([]);
    expect(await names('?only=unowned')).toEqual(['loans-legacy']);
  });

  test('keeps what was searched for in its fields', async () => {
    const { body = '' } = await portal.ask('GET', '/catalogue?q=%22%3E%3Cb%3E&verdict=unknown', { cookies });
    expect(body).toContain('value="&quot;&gt;&lt;b&gt;"');
    expect(body).toContain('<option value="unknown" selected>');
    expect(body).toContain('No API matches');
  });

  test('of a bank that has not run a cycle says how it fills', async () => {
    const empty = await portalWorld({
      catalogue: memoryCatalogue(),
      cycles: { latest: async () => undefined },
    });
    const { body = '' } = await empty.ask('GET', '/catalogue', { cookies: await empty.signIn('rita') });
    expect(body).toContain('The first governance cycle fills the catalogue');
  });

  test('of a cycle that failed says so', async () => {
    const failed = await portalWorld({
      cycles: {
        latest: async () => ({
          cycleId: 'cycle-1' as never,
          trigger: 'person',
          state: 'FAILED',
          startedAt: '2026-11-24T02:00:00.000Z',
          counts: {},
          problems: [{ file: 'sources.yaml', message: 'No account is named.', fix: 'Name one.' }],
        }),
      },
    });
    const { body = '' } = await failed.ask('GET', '/catalogue', { cookies: await failed.signIn('rita') });
    expect(body).toContain('The last cycle did not finish');
    expect(body).toContain('sources.yaml: No account is named. Name one.');
  });
});
