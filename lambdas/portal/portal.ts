import middy from '@middy/core';
import httpRouter, { type Route } from '@middy/http-router';
import { systemClock, systemIds } from '../../aws/clock.ts';
import { dynamoCatalogue } from '../../aws/dynamodb/catalogue.ts';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { dynamoReviews } from '../../aws/dynamodb/reviews.ts';
import { dynamoRoundTokens } from '../../aws/dynamodb/round-tokens.ts';
import { dynamoSessions } from '../../aws/dynamodb/sessions.ts';
import { dynamoStakeholders } from '../../aws/dynamodb/stakeholders.ts';
import { kmsLinkSigner } from '../../aws/kms/link-signer.ts';
import { loadPolicy } from '../../aws/policy.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { setting } from '../../aws/settings.ts';
import { sfnRoundCompleter } from '../../aws/step-functions/round-completer.ts';
import { riskPolicy } from '../../core/risk/policy.ts';
import type { HttpAnswer, HttpRequest } from '../edge/http.ts';
import { httpEdge } from '../edge/http-edge.ts';
import { logger } from '../edge/logger.ts';
import { bankRelyingParty } from './bank-relying-party.ts';
import { messagePage } from './pages/shell.ts';
import { catalogue, health, home, styleSheet } from './pages.ts';
import type { Answer } from './people.ts';
import type { PortalPorts, Session } from './ports.ts';
import { decide, review, reviewLink } from './reviews.ts';
import { routeTable } from './route-table.ts';
import { signedIn, signIn, signOut } from './sign-in.ts';

type RouteKey<Route = (typeof routeTable)[number]> = Route extends {
  method: infer Method extends string;
  path: infer Path extends string;
}
  ? `${Method} ${Path}`
  : never;

/** What answers each route. HEAD is answered as GET; the edge leaves the body out. */
const answers: Readonly<Record<Exclude<RouteKey, `HEAD ${string}`>, Answer>> = {
  'GET /': home,
  'GET /sign-in': signIn,
  'GET /signed-in': signedIn,
  'POST /sign-out': signOut,
  'GET /r/{link}': reviewLink,
  'GET /reviews/{exceptionId}': review,
  'POST /reviews/{exceptionId}/decision': decide,
  'GET /catalogue': catalogue,
  'GET /assets/gatehouse.css': styleSheet,
  'GET /healthz': health,
};

/** The portal over its ports. */
export const portal = (makePorts: () => PortalPorts) => {
  let ports: PortalPorts | undefined;
  const routes: Route<HttpRequest, HttpAnswer>[] = routeTable.map(({ method, path }) => {
    const key = `${method === 'HEAD' ? 'GET' : method} ${path}` as keyof typeof answers;
    return {
      method,
      path,
      handler: (request: HttpRequest) => {
        ports ??= makePorts();
        return answers[key](request, ports);
      },
    };
  });
  return middy<HttpRequest, HttpAnswer>().use(httpEdge(messagePage)).handler(httpRouter(routes));
};

export const handler = portal(() => {
  const portalUrl = setting('PORTAL_URL').replace(/\/$/, '');
  return {
    portalUrl,
    sessions: dynamoSessions<Session>(),
    relyingParty: bankRelyingParty(portalUrl),
    stakeholders: dynamoStakeholders(),
    catalogue: dynamoCatalogue(),
    cycles: dynamoCycles(),
    documents: s3Documents(),
    reviews: dynamoReviews(),
    signer: kmsLinkSigner(),
    tokens: dynamoRoundTokens(),
    completer: sfnRoundCompleter(),
    policy: loadPolicy('risk', riskPolicy),
    log: logger,
    clock: systemClock,
    ids: systemIds,
  };
});
