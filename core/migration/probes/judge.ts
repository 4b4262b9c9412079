import type { ProbeResult } from '../migration.ts';
import type { HttpAnswer } from '../ports.ts';
import { probeCatalogue } from './catalogue.ts';
import type { ProbeCase } from './suite.ts';

export type Answer = HttpAnswer | { readonly status: 'UNREACHABLE'; readonly reason: string };

/** How a backend marks its answers; `policy/hardening.yaml` `probes`. */
export interface Markers {
  readonly backendHeaders: readonly string[];
  readonly backendMembers: readonly string[];
}

/** What P1 showed, on which the judgement of others rests. */
export interface Positive {
  readonly succeeded: boolean;
  /** The backend marks its answers, so that an answer without the mark is the gateway's. */
  readonly marked: boolean;
}

const jsonBody = (answer: HttpAnswer): Readonly<Record<string, unknown>> => {
  try {
    const parsed: unknown = JSON.parse(answer.body);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

export const fromBackend = (answer: HttpAnswer, markers: Markers): boolean => {
  const body = jsonBody(answer);
  return (
    markers.backendHeaders.some((name) => name in answer.headers) ||
    markers.backendMembers.some((name) => Object.hasOwn(body, name))
  );
};

/** Gateway response type that the hardening writes into every refusal; undefined on other gateways. */
const responseType = (answer: HttpAnswer): string | undefined => {
  const { type } = jsonBody(answer);
  return typeof type === 'string' && /^[A-Z0-9_]+$/.test(type) ? type : undefined;
};

type Verdict = { readonly outcome: ProbeResult['outcome']; readonly observed: string };

const passed = (observed: string): Verdict => ({ outcome: 'passed', observed });
const failed = (observed: string): Verdict => ({ outcome: 'failed', observed });
const notProvable = (observed: string): Verdict => ({ outcome: 'not-provable', observed });

/** A refusal counts only when the gateway gave it: a backend that answers 400 itself was reached. */
const refused = (
  answer: HttpAnswer,
  seen: string,
  positive: Positive,
  statuses: readonly number[],
  types: readonly string[],
): Verdict => {
  if (!statuses.includes(answer.status)) return failed(seen);
  const type = responseType(answer);
  if (type !== undefined)
    return types.includes(type) ? passed(seen) : failed(`${seen}: refused for another reason`);
  const byGateway = answer.headers['x-amzn-errortype'] !== undefined || positive.marked;
  return byGateway
    ? passed(seen)
    : notProvable(`${seen}: nothing shows whether the gateway or the backend refused it`);
};

const unauthenticated = (answer: HttpAnswer, seen: string, positive: Positive): Verdict => {
  if (![401, 403].includes(answer.status)) return failed(seen);
  // API Gateway answers 403 for an unknown route too: alone, a refusal proves nothing about authentication.
  if (!positive.succeeded)
    return notProvable(`${seen}, but P1 did not succeed on this route, so the refusal proves nothing`);
  if (responseType(answer) === 'MISSING_AUTHENTICATION_TOKEN')
    return failed(`${seen}: the gateway does not know the route`);
  return passed(seen);
};

const verdict = (probe: ProbeCase, answer: Answer, markers: Markers, positive: Positive): Verdict => {
  if (answer.status === 'UNREACHABLE') {
    const seen = `no answer: ${answer.reason}`;
    return probe.probeId === 'P15' ? notProvable(seen) : failed(seen);
  }
  const backend = fromBackend(answer, markers);
  const type = responseType(answer);
  const seen = `${answer.status} ${backend ? 'from the backend' : type ? `by the gateway (${type})` : 'without the backend’s mark'}`;
  if (probe.probeId === 'P1') {
    if (answer.status < 200 || answer.status > 299) return failed(seen);
    return backend ? passed(seen) : notProvable(`${seen}: nothing shows that the backend gave this answer`);
  }
  if (backend) return failed(seen);
  switch (probe.probeId) {
    case 'P2':
    case 'P3':
      return unauthenticated(answer, seen, positive);
    case 'P7':
      return refused(answer, seen, positive, [400], ['BAD_REQUEST_BODY']);
    case 'P8':
      return refused(answer, seen, positive, [400, 415], ['BAD_REQUEST_BODY', 'UNSUPPORTED_MEDIA_TYPE']);
    case 'P11':
      return refused(answer, seen, positive, [400], ['BAD_REQUEST_PARAMETERS']);
    case 'P12':
      return refused(
        answer,
        seen,
        positive,
        [403, 404],
        ['MISSING_AUTHENTICATION_TOKEN', 'RESOURCE_NOT_FOUND'],
      );
    case 'P15':
      return answer.status === 403 ? passed(seen) : failed(seen);
    default:
      return notProvable(probeCatalogue[probe.probeId].expected);
  }
};

/** What P1's answer says about the route and the backend's marks. */
export const positiveOf = (answer: Answer | undefined, markers: Markers): Positive => {
  if (answer === undefined || answer.status === 'UNREACHABLE') return { succeeded: false, marked: false };
  return { succeeded: answer.status >= 200 && answer.status <= 299, marked: fromBackend(answer, markers) };
};

/** Judges one answer. Pure; the result holds no header, body or token. */
export const judge = (
  probe: ProbeCase,
  answer: Answer,
  markers: Markers,
  positive: Positive,
): ProbeResult => {
  const { title, expected } = probeCatalogue[probe.probeId];
  return {
    probeId: probe.probeId,
    title,
    method: probe.route.method,
    path: probe.route.template,
    expected,
    ...verdict(probe, answer, markers, positive),
    ...(answer.status === 'UNREACHABLE' ? {} : { status: answer.status }),
  };
};
