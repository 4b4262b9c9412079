import { beforeEach, describe, expect, test } from '@jest/globals';
import { dossierHash } from '../../core/risk/dossier.ts';
import type { Dossier } from '../../core/risk/review.ts';
import {
  type Ask,
  cookiesOf,
  decisionPath,
  formIn,
  origin,
  type PortalWorld,
  portalWorld,
  reviewPath,
} from '../support/portal-world.ts';
import { theException, voteNow } from '../support/risk-world.ts';

let portal: PortalWorld;
let rita: string[];

beforeEach(async () => {
  portal = await portalWorld();
  rita = await portal.signIn('rita');
});

const post = (ask: Ask) => portal.ask('POST', decisionPath, ask);
const stored = async () => (await portal.world.reviews.read(theException))?.review;
const nothingRecorded = async () => {
  expect(portal.world.votes.size).toBe(0);
  expect((await stored())?.state).toBe('IN_REVIEW');
};

describe('a decision', () => {
  test('is recorded and leads back to the page, which shows the receipt', async () => {
    const answer = await post({ cookies: rita, form: await portal.decisionForm(rita) });
    expect(answer).toMatchObject({ statusCode: 303, headers: { location: `${reviewPath}?recorded=1` } });
    const vote = [...portal.world.votes.values()][0];
    expect(vote).toMatchObject({ personName: 'Rita Doe', choice: 'APPROVE', amr: ['pwd', 'otp'] });
    const page = await portal.ask('GET', String(answer.headers?.location), { cookies: rita });
    expect(page.body).toContain('Your decision is recorded');
    expect(page.body).toContain(vote?.receipt);
    expect(portal.world.completer.completed).toHaveLength(1);
  });

  test('reject is the other one there is', async () => {
    const form = await portal.decisionForm(rita, {
      choice: 'REJECT',
      rationale: 'The gap was accepted twice already.',
    });
    await post({ cookies: rita, form });
    expect((await stored())?.state).toBe('REJECTED');
  });

  test('double-post-same-receipt: sent twice, it is one vote with one receipt', async () => {
    const form = await portal.decisionForm(rita);
    const first = await post({ cookies: rita, form });
    const receipt = [...portal.world.votes.values()][0]?.receipt;
    const second = await post({ cookies: rita, form });
    expect(second.statusCode).toBe(303);
    expect(second.headers?.location).toBe(first.headers?.location);
    expect(portal.world.votes.size).toBe(1);
    const page = await portal.ask('GET', reviewPath, { cookies: rita });
    expect(page.body).toContain(receipt);
  });

  test('double-post-different-409-shows-recorded: who, what and when', async () => {
    const approve = await portal.decisionForm(rita);
    const reject = await portal.decisionForm(rita, { choice: 'REJECT' });
    await post({ cookies: rita, form: approve });
    const answer = await post({ cookies: rita, form: reject });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('Rita Doe');
    expect(answer.body).toContain('Approved');
    expect(answer.body).toContain('24 Nov 2026, 08:00 UTC');
    expect((await stored())?.state).toBe('CONDITIONAL');
  });

  test('two people at once with opposite choices: one wins, the other sees who', async () => {
    const sven = await portal.signIn('sven');
    const forms = [
      { cookies: rita, form: await portal.decisionForm(rita) },
      { cookies: sven, form: await portal.decisionForm(sven, { choice: 'REJECT' }) },
    ];
    const answers = await Promise.all(forms.map(post));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409]);
    expect(portal.world.votes.size).toBe(1);
    const winner = [...portal.world.votes.values()][0]?.personName ?? 'nobody';
    expect(answers.find(({ statusCode }) => statusCode === 409)?.body).toContain(winner);
  });
});

describe('refused, and nothing recorded', () => {
  test('post-without-session-401, with the way back to the review', async () => {
    const answer = await post({ form: await portal.decisionForm(rita) });
    expect(answer.statusCode).toBe(401);
    expect(answer.body).toContain(`href="${reviewPath}"`);
    await nothingRecorded();
  });

  test('a session that is over is none', async () => {
    const form = await portal.decisionForm(rita);
    portal.world.clock.advance(9 * 3600);
    expect((await post({ cookies: rita, form })).statusCode).toBe(401);
    await nothingRecorded();
  });

  test.each(['https://evil.test', 'null', `${origin}.evil.test`, origin.replace('https', 'http')])(
    'post-wrong-origin-403: %s',
    async (foreign) => {
      const form = await portal.decisionForm(rita);
      expect((await post({ cookies: rita, form, headers: { origin: foreign } })).statusCode).toBe(403);
      await nothingRecorded();
    },
  );

  test('no Origin at all is a foreign one', async () => {
    const body = String(new URLSearchParams(await portal.decisionForm(rita)));
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await post({ cookies: rita, body, headers })).statusCode).toBe(403);
    await nothingRecorded();
  });

  test.each(['token', 'nonce'])('without %s: 403', async (field) => {
    const { [field]: _, ...form } = await portal.decisionForm(rita);
    expect((await post({ cookies: rita, form })).statusCode).toBe(403);
    await nothingRecorded();
  });

  test("with the token of another person's session: 403", async () => {
    const sven = await portal.signIn('sven');
    const { token = '', nonce = '' } = await portal.decisionForm(sven);
    const form = await portal.decisionForm(rita, { token, nonce });
    expect((await post({ cookies: rita, form })).statusCode).toBe(403);
    await nothingRecorded();
  });

  test('with the token of the sign-out form: 403', async () => {
    const page = await portal.ask('GET', reviewPath, { cookies: rita });
    const { token = '' } = formIn(page, '/sign-out');
    const form = await portal.decisionForm(rita, { token, nonce: '' });
    expect((await post({ cookies: rita, form })).statusCode).toBe(403);
    await nothingRecorded();
  });

  test.each([
    ['round', '2'],
    ['dossierHash', 'f'.repeat(64)],
  ])('with another %s than the form was made for: 403', async (field, value) => {
    const form = await portal.decisionForm(rita, { [field]: value });
    expect((await post({ cookies: rita, form })).statusCode).toBe(403);
    await nothingRecorded();
  });

  test('stale-dossier-409: the page was shown before the dossier changed', async () => {
    const form = await portal.decisionForm(rita, { rationale: 'I read the page that was shown then.' });
    const before = await portal.world.reviews.read(theException);
    if (before?.review.state !== 'IN_REVIEW') throw new Error('The review is not open.');
    const dossier = await portal.world.documents.getJson<Dossier>(before.review.dossierKey);
    const changed = { ...dossier, justification: 'Another text.' };
    await portal.world.documents.putJson('exceptions/changed.json', changed);
    const review = {
      ...before.review,
      dossierKey: 'exceptions/changed.json',
      dossierHash: dossierHash(changed),
    };
    await portal.world.reviews.advance({ before, after: { ...before, review, version: before.version + 1 } });
    const answer = await post({ cookies: rita, form });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('is not the one your page showed');
    expect(answer.body).toContain('Another text.');
    expect(answer.body).toContain('I read the page that was shown then.');
    await nothingRecorded();
  });

  test('too short a rationale: the form again, with what was typed and the reason', async () => {
    const form = await portal.decisionForm(rita, { choice: 'REJECT', rationale: 'No <b>.' });
    const answer = await post({ cookies: rita, form });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('at least 20 characters');
    expect(answer.body).toContain('No &lt;b&gt;.</textarea>');
    expect(answer.body).toMatch(/value="REJECT"[^>]* checked/);
    await nothingRecorded();
  });

  test.each(['', 'approve', 'MAYBE'])('the choice %p is none: 400', async (choice) => {
    const answer = await post({ cookies: rita, form: await portal.decisionForm(rita, { choice }) });
    expect(answer.statusCode).toBe(400);
    await nothingRecorded();
  });

  test.each([
    ['nora', 'who holds no seat'],
    ['olga', 'who asked'],
    ['bruno', 'who owns the API'],
  ])('%s, %s, sees no form, and a forged one is refused', async (subject) => {
    const cookies = await portal.signIn(subject);
    const page = await portal.ask('GET', reviewPath, { cookies });
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toContain(decisionPath);
    const answer = await post({ cookies, form: await portal.decisionForm(rita) });
    expect(answer.statusCode).toBe(403);
    await nothingRecorded();
  });

  test('after the review lapsed: 409, and the page says so', async () => {
    const { nonce, token, ...shown } = await portal.decisionForm(rita);
    portal.world.clock.advance(15 * 86_400);
    const late = await portal.signIn('rita');
    const page = await portal.ask('GET', reviewPath, { cookies: late });
    expect(page.body).toContain('The time is over');
    expect(page.body).not.toContain(decisionPath);
    // The same session, its end moved: the form itself is still good.
    for (const [id, session] of portal.sessions.rows)
      await portal.sessions.put(id, { ...session, expiresAt: '2027-01-01T00:00:00.000Z' });
    const answer = await post({ cookies: rita, form: { ...shown, nonce: nonce ?? '', token: token ?? '' } });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('The review lapsed');
    expect(answer.body).toContain('The controls hold');
    await nothingRecorded();
  });

  test('somebody who left the register', async () => {
    const form = await portal.decisionForm(rita);
    await portal.world.stakeholders.replace([]);
    expect((await post({ cookies: rita, form })).statusCode).toBe(403);
    await nothingRecorded();
  });

  test('a dossier that is not the one of the round is decided by nobody, and the page says so', async () => {
    const form = await portal.decisionForm(rita);
    const key = (await stored())?.dossierKey ?? '';
    const dossier = await portal.world.documents.getJson<Dossier>(key);
    await portal.world.documents.putJson(key, { ...dossier, justification: 'Changed behind everybody.' });
    const page = await portal.ask('GET', reviewPath, { cookies: rita });
    expect(page.statusCode).toBe(409);
    expect(page.body).toContain('Nobody can decide this review');
    expect(page.body).not.toContain(form.token);
    expect(portal.world.warnings).toEqual([
      { message: 'dossier-mismatch', details: { exceptionId: theException } },
    ]);
  });

  test('a review that others change all the time: 503, to be sent again', async () => {
    const { reviews } = portal.world;
    const busy = await portalWorld(
      { reviews: { ...reviews, recordVote: async () => 'CONFLICT' } },
      portal.world,
    );
    const cookies = await busy.signIn('rita');
    const answer = await busy.ask('POST', decisionPath, { cookies, form: await busy.decisionForm(cookies) });
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('send the form once more');
    await nothingRecorded();
  });

  test('a review that there is not: 404', async () => {
    const answer = await portal.ask('GET', '/reviews/EX-0000000000', { cookies: rita });
    expect(answer.statusCode).toBe(404);
  });
});

describe('the body of a post', () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin };
  test.each([
    ['too long', { body: `rationale=${'x'.repeat(70_000)}`, headers }],
    ['with a field twice', { body: 'choice=APPROVE&choice=REJECT', headers }],
    ['with many fields', { body: Array.from({ length: 50 }, (_, at) => `f${at}=1`).join('&'), headers }],
    ['as JSON', { body: '{"choice":"APPROVE"}', headers: { 'content-type': 'application/json', origin } }],
    ['without a type', { body: 'choice=APPROVE', headers: { origin } }],
  ] as const)('%s: 400 without a word of it', async (_, ask) => {
    const answer = await post({ cookies: rita, ...ask });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).not.toContain('xxx');
    await nothingRecorded();
  });
});

describe('a decided review', () => {
  test('shows who, what, when and why to everybody who may read it, and no form', async () => {
    await voteNow(portal.world, { by: 'sven', choice: 'REJECT' });
    const page = await portal.ask('GET', reviewPath, { cookies: rita });
    expect(page.body).toContain('Rejected');
    expect(page.body).toContain('sven Doe');
    expect(page.body).toContain('The controls hold and the date is short enough.');
    expect(page.body).not.toContain(decisionPath);
  });

  test('does not tell somebody else that their decision was recorded', async () => {
    await voteNow(portal.world, { by: 'sven' });
    const page = await portal.ask('GET', `${reviewPath}?recorded=1`, { cookies: rita });
    expect(page.body).not.toContain('Your decision is recorded');
  });
});

test('a session ends with the sign-out, and its forms with it', async () => {
  const form = await portal.decisionForm(rita);
  const page = await portal.ask('GET', '/', { cookies: rita });
  const out = await portal.ask('POST', '/sign-out', { cookies: rita, form: formIn(page, '/sign-out') });
  expect(out.statusCode).toBe(200);
  expect(cookiesOf(out)).toEqual([]);
  expect(portal.sessions.rows.size).toBe(0);
  expect((await post({ cookies: rita, form })).statusCode).toBe(401);
});
