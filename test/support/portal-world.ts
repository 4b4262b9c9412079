import type { Context } from 'aws-lambda';
import { loadPolicy } from '../../aws/policy.ts';
import { attestationPolicy } from '../../core/attestation/policy.ts';
import { cyclePolicy } from '../../core/inventory/cycle-plan.ts';
import type { HttpAnswer, HttpRequest } from '../../lambdas/edge/http.ts';
import { portal } from '../../lambdas/portal/portal.ts';
import type { PortalPorts } from '../../lambdas/portal/ports.ts';
import { memoryAttestations } from './memory/attestations.ts';
import { memoryAudits } from './memory/audits.ts';
import { memoryCorrections } from './memory/corrections.ts';
import { memoryLedgers } from './memory/ledgers.ts';
import { memoryOverview } from './memory/overview.ts';
import { memoryRelyingParty } from './memory/relying-party.ts';
import { memorySessions } from './memory/sessions.ts';
import { memoryWorkshops } from './memory/workshops.ts';
import { issuer, type RiskWorld, riskWorld, theException, withOpenRound } from './risk-world.ts';

export const origin = 'https://portal.bank.test';

export interface Ask {
  readonly cookies?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A request as an HTTP API hands it to its function (payload 2.0). */
export const httpRequest = (method: string, target: string, ask: Ask = {}): HttpRequest => {
  const { pathname, searchParams } = new URL(target, origin);
  const body = ask.body ?? (ask.form ? String(new URLSearchParams(ask.form)) : undefined);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: pathname,
    rawQueryString: String(searchParams),
    headers: {
      ...(ask.form ? { 'content-type': 'application/x-www-form-urlencoded', origin } : {}),
      ...ask.headers,
    },
    ...(ask.cookies ? { cookies: [...ask.cookies] } : {}),
    ...(searchParams.size > 0 ? { queryStringParameters: Object.fromEntries(searchParams) } : {}),
    ...(body === undefined ? {} : { body: Buffer.from(body).toString('base64') }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'portal.bank.test',
      domainPrefix: 'portal',
      http: { method, path: pathname, protocol: 'HTTP/1.1', sourceIp: '192.0.2.7', userAgent: 'test' },
      requestId: 'request-1',
      routeKey: '$default',
      stage: '$default',
      time: '24/Nov/2026:08:00:00 +0000',
      timeEpoch: 1_795_500_000_000,
    },
    isBase64Encoded: body !== undefined,
  };
};

/** `name=value` of the cookies an answer sets, those that it ends left out. */
export const cookiesOf = (answer: HttpAnswer): string[] =>
  (answer.cookies ?? [])
    .filter((cookie) => !/Max-Age=0/.test(cookie))
    .map((cookie) => cookie.split(';')[0] ?? '');

/** What a browser would send of the first form whose action is `action` and that holds these hidden fields. */
export const formIn = (
  answer: HttpAnswer,
  action: string,
  having: Readonly<Record<string, string>> = {},
): Record<string, string> => {
  const forms = [
    ...(answer.body ?? '').matchAll(new RegExp(`<form[^>]*action="${action}"[^>]*>([\\s\\S]*?)</form>`, 'g')),
  ].map(([, inside = '']) =>
    Object.fromEntries(
      [...inside.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [
        name ?? '',
        value ?? '',
      ]),
    ),
  );
  return forms.find((form) => Object.entries(having).every(([name, value]) => form[name] === value)) ?? {};
};

/** The portal over memory, with one open review (see `risk-world.ts`). */
export const portalWorld = async (change: Partial<PortalPorts> = {}, world: RiskWorld = riskWorld()) => {
  await withOpenRound(world);
  const sessions = memorySessions();
  const { catalogue = world.catalogue } = change;
  const ports: PortalPorts = {
    ...world,
    portalUrl: origin,
    sessions,
    relyingParty: memoryRelyingParty(issuer),
    catalogue,
    overview: memoryOverview(catalogue),
    corrections: memoryCorrections(),
    ledgers: memoryLedgers(),
    workshops: memoryWorkshops(),
    attestations: memoryAttestations(),
    audits: memoryAudits(),
    peoplePolicy: loadPolicy('cycle', cyclePolicy),
    attestationPolicy: loadPolicy('attestation', attestationPolicy),
    ...change,
  };
  const handler = portal(() => ports);
  const send = async (request: HttpRequest): Promise<HttpAnswer> =>
    (await handler(request, {} as Context)) as HttpAnswer;
  const ask = (method: string, target: string, what: Ask = {}) => send(httpRequest(method, target, what));
  return {
    world,
    ports,
    sessions,
    send,
    ask,
    /** Signs in as the person would. @returns the cookies of the browser */
    async signIn(subject: string): Promise<string[]> {
      const start = await ask('GET', '/sign-in');
      const state = new URL(String(start.headers?.location)).searchParams.get('state');
      const back = await ask('GET', `/signed-in?code=${subject}&state=${state}`, {
        cookies: cookiesOf(start),
      });
      return cookiesOf(back);
    },
    /** The decision form as the person's page holds it, filled in. */
    async decisionForm(
      cookies: readonly string[],
      fill: Readonly<Record<string, string>> = {},
    ): Promise<Record<string, string>> {
      const page = await ask('GET', `/reviews/${theException}`, { cookies });
      return {
        ...formIn(page, decisionPath),
        choice: 'APPROVE',
        rationale: 'The controls hold and the date is short enough.',
        ...fill,
      };
    },
  };
};

export type PortalWorld = Awaited<ReturnType<typeof portalWorld>>;

export const reviewPath = `/reviews/${theException}`;
export const decisionPath = `${reviewPath}/decision`;

/** The Review link that was mailed to a person. */
export const mailedLink = (world: RiskWorld, subject: string): string => {
  const mail = world.mailer.sent.find(({ to }) => to === `${subject}@bank.test`);
  const [link] = /https:\/\/portal\.bank\.test\/r\/\S+/.exec(mail?.text ?? '') ?? [];
  if (!link) throw new Error(`No mail with a link went to ${subject}.`);
  return link.slice(origin.length);
};
