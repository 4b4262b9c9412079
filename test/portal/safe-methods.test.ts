import { beforeAll, describe, expect, test } from '@jest/globals';
import { routeTable } from '../../lambdas/portal/route-table.ts';
import { inventoryPorts, payments } from '../support/inventory-portal.ts';
import { mailedLink, type PortalWorld, portalWorld, reviewPath } from '../support/portal-world.ts';
import { person, theException } from '../support/risk-world.ts';

/** Those that follow links in mails before people do. */
const scanners = [
  'Mozilla/5.0 (compatible; MicrosoftSafeLinks/1.0)',
  'Mimecast-Scanner/2.4',
  'ProofpointURLDefense',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'Mozilla/5.0 AppleWebKit/537.36 HeadlessChrome/153.0',
];
const prefetch = { 'sec-purpose': 'prefetch;prerender', purpose: 'prefetch' };

let portal: PortalWorld;
let cookies: string[];
let links: string[];

/** All that a decision, a reminder or a lapse would change. */
const everything = async () => ({
  reviews: await portal.world.reviews.list(),
  tasks: await portal.world.reviews.tasksOf(person('rita')),
  votes: [...portal.world.votes],
  events: [...portal.world.events],
  completed: [...portal.world.completer.completed],
  mails: portal.world.mailer.sent.length,
  documents: [...portal.world.documents.bodies.keys()],
  corrections: await portal.ports.corrections.list(),
  workshops: await portal.ports.workshops.list(),
  lists: await portal.ports.attestations.listsSince(''),
  audits: await portal.ports.audits.list(),
});

beforeAll(async () => {
  portal = await portalWorld(await inventoryPorts());
  cookies = await portal.signIn('rita');
  links = [mailedLink(portal.world, 'rita'), mailedLink(portal.world, 'sven')];
});

const safePaths = routeTable
  .filter(({ method }) => method !== 'POST')
  .map(({ method, path }) => [method, path] as const);

const targetsOf = (path: string): string[] => {
  if (path === '/r/{link}') return [...links, '/r/made-up.link'];
  const target = path
    .replace('{exceptionId}', theException)
    .replace('{apiId}', payments.apiId)
    .replace('{format}', 'csv');
  return [target, `${target}?choice=APPROVE&recorded=1&answer=confirm&done=1`];
};

describe('get-never-decides', () => {
  test.each(safePaths)(
    '%s %s, a hundred times, signed in or not, scanner or prefetch',
    async (method, path) => {
      const before = await everything();
      for (const target of targetsOf(path))
        for (let time = 0; time < 100; time++) {
          const answer = await portal.ask(method, target, {
            headers: { 'user-agent': scanners[time % scanners.length] ?? '', ...(time % 2 ? prefetch : {}) },
            ...(time % 3 ? { cookies } : {}),
          });
          expect(answer.statusCode).toBeLessThan(500);
        }
      expect(await everything()).toEqual(before);
    },
  );

  test('without a session no page writes anything, not even a session', async () => {
    const before = portal.sessions.rows.size;
    for (const [method, path] of safePaths)
      for (const target of targetsOf(path)) await portal.ask(method, target);
    expect(portal.sessions.rows.size).toBe(before);
  });

  test('the decision is no page: GET and HEAD of its address find nothing', async () => {
    for (const method of ['GET', 'HEAD'])
      expect(
        (await portal.ask(method, `${reviewPath}/decision?choice=APPROVE`, { cookies })).statusCode,
      ).toBe(404);
  });

  test('no page offers a link that decides: what decides is a form alone', async () => {
    const { body = '' } = await portal.ask('GET', reviewPath, { cookies });
    const hrefs = [...body.matchAll(/href="([^"]+)"/g)].map(([, href]) => href);
    expect(hrefs.filter((href) => /approve|reject|decision|choice/i.test(href ?? ''))).toEqual([]);
    expect(body.match(/<form method="post" action="[^"]*decision"/g)).toHaveLength(1);
  });
});

describe('HEAD', () => {
  test.each(routeTable.filter(({ method }) => method === 'HEAD').map(({ path }) => path))(
    '%s answers as GET does, without the body',
    async (path) => {
      for (const target of targetsOf(path)) {
        const get = await portal.ask('GET', target, { cookies });
        const head = await portal.ask('HEAD', target, { cookies });
        expect(head.statusCode).toBe(get.statusCode);
        expect(Object.keys(head.headers ?? {})).toEqual(Object.keys(get.headers ?? {}));
        expect(head.body).toBe('');
      }
    },
  );
});
