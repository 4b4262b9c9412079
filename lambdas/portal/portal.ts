import middy from '@middy/core';
import httpRouter, { type Route } from '@middy/http-router';
import type { HttpAnswer, HttpRequest } from '../edge/http.ts';
import { httpEdge } from '../edge/http-edge.ts';
import { saveOne, submitList } from './answers.ts';
import { api } from './api.ts';
import { health, styleSheet } from './assets.ts';
import { attestations } from './attestations.ts';
import { awsPorts } from './aws-ports.ts';
import { catalogue } from './catalogue.ts';
import { addClaim, withdrawClaim } from './claims.ts';
import { apart, settle, together, withdraw } from './corrections.ts';
import { coverage } from './coverage.ts';
import { decide } from './decision.ts';
import { download } from './exports.ts';
import { home } from './home.ts';
import { claimLead } from './lead-claim.ts';
import { answerAudit, drawAudit, networkAudit } from './network-audit.ts';
import { messagePage } from './pages/shell.ts';
import type { Answer } from './people.ts';
import type { PortalPorts } from './ports.ts';
import { review, reviewLink } from './review.ts';
import { routeTable } from './route-table.ts';
import { signedIn, signIn, signOut } from './sign-in.ts';
import { stakeholders } from './stakeholders.ts';
import { closeWorkshop, decideSame, finishList } from './workshop-forms.ts';
import { workshop } from './workshop-session.ts';
import { openWorkshop, workshops } from './workshops.ts';

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
  'GET /catalogue/{apiId}': api,
  'POST /catalogue/{apiId}/settle': settle,
  'POST /catalogue/{apiId}/apart': apart,
  'POST /catalogue/{apiId}/together': together,
  'POST /corrections/{correctionId}/withdraw': withdraw,
  'GET /coverage': coverage,
  'POST /coverage/claims': claimLead,
  'GET /coverage/audit': networkAudit,
  'POST /coverage/audit': drawAudit,
  'POST /coverage/audit/answer': answerAudit,
  'GET /exports/{format}': download,
  'GET /stakeholders': stakeholders,
  'GET /workshop': workshops,
  'POST /workshop': openWorkshop,
  'GET /workshop/{sessionId}': workshop,
  'POST /workshop/{sessionId}/claims': addClaim,
  'POST /workshop/{sessionId}/withdraw': withdrawClaim,
  'POST /workshop/{sessionId}/finish': finishList,
  'POST /workshop/{sessionId}/same': decideSame,
  'POST /workshop/{sessionId}/close': closeWorkshop,
  'GET /attestations': attestations,
  'POST /attestations/answer': saveOne,
  'POST /attestations/submit': submitList,
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

export const handler = portal(awsPorts);
