import { describe, expect, test } from '@jest/globals';
import type { HttpAnswer } from '../../lambdas/edge/http.ts';
import { memoryCatalogue } from '../support/memory/catalogue.ts';
import { memoryRelyingParty } from '../support/memory/relying-party.ts';
import { memoryStakeholders } from '../support/memory/stakeholders.ts';
import { portalWorld, reviewPath } from '../support/portal-world.ts';
import { apiRecord, issuer, people, person, requestText, riskWorld } from '../support/risk-world.ts';

const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;

const isHarmless = ({ body = '' }: HttpAnswer): void => {
  expect(body).toContain('&lt;script&gt;alert(1)');
  expect(body).not.toMatch(/<script|<img|onerror='/);
};

describe('what people and networks handed in stays text', () => {
  test('in the catalogue', async () => {
    const name = { ...apiRecord.name, value: hostile };
    const owner = { value: `${hostile}@bank.test`, source: 'workshop' as const, locator: 'x' };
    const portal = await portalWorld({
      catalogue: memoryCatalogue([{ ...apiRecord, name, owner, hosts: [hostile] }]),
    });
    isHarmless(await portal.ask('GET', '/catalogue', { cookies: await portal.signIn('rita') }));
  });

  test('in the review, before and after the decision', async () => {
    const text = requestText
      .replace(/justification: .*/, `justification: ${JSON.stringify(hostile)}`)
      .replace(/finding: Partners.*/, `finding: ${JSON.stringify(hostile)}`)
      .replace(/definition: Mutual.*/, `definition: ${JSON.stringify(hostile)}`);
    const portal = await portalWorld({}, riskWorld({ text }));
    const cookies = await portal.signIn('rita');
    isHarmless(await portal.ask('GET', reviewPath, { cookies }));
    const form = await portal.decisionForm(cookies, { rationale: hostile });
    const recorded = await portal.ask('POST', `${reviewPath}/decision`, { cookies, form });
    expect(recorded.statusCode).toBe(303);
    isHarmless(await portal.ask('GET', reviewPath, { cookies }));
  });

  test('in the names of people', async () => {
    const register = people.map((one) => ({ ...one, name: hostile }));
    const relyingParty = {
      ...memoryRelyingParty(issuer),
      signedIn: async () => ({ person: person('rita'), name: hostile, authTime: 0, amr: [] }),
    };
    const portal = await portalWorld({ stakeholders: memoryStakeholders(register), relyingParty });
    isHarmless(await portal.ask('GET', reviewPath, { cookies: await portal.signIn('rita') }));
  });
});
