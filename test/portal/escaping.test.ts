import { describe, expect, test } from '@jest/globals';
import type { HttpAnswer } from '../../lambdas/edge/http.ts';
import { discovery, inventoryPorts, payments } from '../support/inventory-portal.ts';
import { memoryCatalogue } from '../support/memory/catalogue.ts';
import { memoryCorrections } from '../support/memory/corrections.ts';
import { memoryOverview } from '../support/memory/overview.ts';
import { memoryRelyingParty } from '../support/memory/relying-party.ts';
import { memoryStakeholders } from '../support/memory/stakeholders.ts';
import { formIn, portalWorld, reviewPath } from '../support/portal-world.ts';
import { said } from '../support/provenanced.ts';
import { apiRecord, issuer, people, person, requestText, riskWorld } from '../support/risk-world.ts';

const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;

const isHarmless = ({ body = '' }: HttpAnswer): void => {
  expect(body).toContain('&lt;script&gt;alert(1)');
  expect(body).not.toMatch(/<script|<img|onerror='/);
};

describe('what people and networks handed in stays text', () => {
  test('in the catalogue', async () => {
    const name = { ...apiRecord.name, value: hostile };
    const owner = said(`${hostile}@bank.test`);
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

  test('on the page of one API: values, sources, reasons, endpoints, decisions', async () => {
    const correction = {
      correctionId: 'c-1',
      kind: 'settle' as const,
      apiId: payments.apiId,
      field: 'owner' as const,
      value: hostile,
      reason: hostile,
      by: person('ivan'),
      at: '2026-11-24T08:00:00.000Z',
    };
    const said = { ...payments.name, value: hostile, locator: hostile };
    const record = {
      ...payments,
      name: said,
      owner: { ...said, others: [{ ...said, value: `${hostile}2` }] },
      partners: [hostile],
      stale: [hostile],
      merges: payments.merges.map((merge) => ({ ...merge, sentence: hostile })),
      endpoints: payments.endpoints.map((one) => ({ ...one, template: `/${hostile}`, drift: [hostile] })),
      evidence: payments.evidence.map((one) => ({ ...one, locator: hostile, note: hostile, owner: hostile })),
    };
    const portal = await portalWorld(
      await inventoryPorts({
        corrections: memoryCorrections([correction]),
        catalogue: memoryCatalogue([record]),
      }),
    );
    for (const subject of ['ivan', 'bea'])
      isHarmless(
        await portal.ask('GET', `/catalogue/${payments.apiId}`, { cookies: await portal.signIn(subject) }),
      );
  });

  test('in what somebody remembers, before and after', async () => {
    const ports = await inventoryPorts();
    const portal = await portalWorld(ports);
    const opened = {
      sessionId: 'w-1',
      title: hostile,
      openedBy: person('ela'),
      openedAt: '2026-11-24T08:00:00.000Z',
      endsAt: '2026-11-24T12:00:00.000Z',
      invited: [person('bea')],
    };
    await portal.ports.workshops.open(opened);
    const cookies = await portal.signIn('bea');
    const form = formIn(await portal.ask('GET', '/workshop/w-1', { cookies }), '/workshop/w-1/claims');
    const what = { what: hostile, partner: hostile, where: hostile, runBy: hostile, whoElse: hostile };
    await portal.ask('POST', '/workshop/w-1/claims', { cookies, form: { ...form, ...what } });
    isHarmless(await portal.ask('GET', '/workshop/w-1', { cookies }));
    isHarmless(await portal.ask('GET', '/workshop', { cookies }));
    const finish = formIn(await portal.ask('GET', '/workshop/w-1', { cookies }), '/workshop/w-1/finish');
    await portal.ask('POST', '/workshop/w-1/finish', { cookies, form: finish });
    isHarmless(await portal.ask('GET', '/workshop/w-1', { cookies }));
  });

  test('in coverage and in the fields of the list', async () => {
    const ports = await inventoryPorts();
    const [lead] = discovery.leads;
    const portal = await portalWorld({
      ...ports,
      overview: memoryOverview(ports.catalogue, {
        ...discovery,
        notCovered: [hostile],
        leads: lead ? [{ ...lead, host: hostile, locator: hostile }] : [],
        coverage: discovery.coverage.map((one) => ({ ...one, place: hostile })),
      }),
    });
    const cookies = await portal.signIn('inga');
    isHarmless(await portal.ask('GET', '/coverage', { cookies }));
    const query = encodeURIComponent(hostile);
    isHarmless(await portal.ask('GET', `/catalogue?q=${query}&owner=${query}`, { cookies }));
  });

  test('in the names of people', async () => {
    const register = people.map((one) => ({ ...one, name: hostile }));
    const relyingParty = {
      ...memoryRelyingParty(issuer),
      signedIn: async () => ({ person: person('rita'), name: hostile, authTime: 0, amr: [] }),
    };
    const portal = await portalWorld({ stakeholders: memoryStakeholders(register), relyingParty });
    const cookies = await portal.signIn('rita');
    for (const path of [reviewPath, '/stakeholders']) isHarmless(await portal.ask('GET', path, { cookies }));
  });
});
