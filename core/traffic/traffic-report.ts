import * as z from 'zod';
import { type AuthenticationEvidence, authenticationOf } from './authentication.ts';
import { inferEndpoints } from './inference/infer.ts';
import type { AmbiguousGroup, InferredEndpoint } from './inference/inference.ts';
import { isGreedy } from './path.ts';
import { pathUsesOf } from './path-uses.ts';
import { addedStatuses, type StatusCounts } from './status-counts.ts';
import { principalsOf, statusClasses, type TrafficState } from './traffic-state.ts';
import { compare, mergeUsage, type Usage } from './usage.ts';

const endpoint = z.object({
  host: z.string(),
  method: z.string(),
  template: z.string(),
  /** `shadow`: no document and no route of a gateway; `undocumented`: a gateway names the route, no document does. */
  state: z.enum(['managed', 'zombie', 'undocumented', 'shadow']),
  documented: z.boolean(),
  confidence: z.number().min(0).max(1),
  support: z.object({ requests: z.number(), principals: z.number() }),
  firstSeen: z.string().optional(),
  lastSeen: z.string().optional(),
  /** Answers by the first digit of the status; `none` where no answer was sent. */
  statuses: z.record(z.string(), z.number()),
  /** Answers by exact status. */
  codes: z.record(z.string(), z.number()),
  parameters: z.array(z.object({ name: z.string(), in: z.enum(['path', 'query']), type: z.string() })),
  authentication: z.object({
    basis: z.string(),
    verdict: z.string(),
    credentials: z.array(z.string()),
    share: z.number(),
  }),
  /** Personal data in the path: kind, masked sample and keyed hash. */
  data: z.array(z.object({ type: z.string(), sample: z.string(), hash: z.string() })),
});

/** What `gatehouse traffic --format json` writes. Additive changes only. */
export const trafficReport = z.object({
  schemaVersion: z.literal(1),
  endpoints: z.array(endpoint),
  /** Siblings that traffic alone cannot tell apart: a person decides. */
  ambiguous: z.array(
    z.object({
      host: z.string(),
      under: z.string(),
      assumed: z.string(),
      certainty: z.number(),
      siblings: z.number(),
      examples: z.array(z.string()),
    }),
  ),
  /** Ports that accept connections, from logs that show no requests. */
  listeners: z.array(
    z.object({
      source: z.string(),
      host: z.string(),
      port: z.number(),
      connections: z.number(),
      lastSeen: z.string().optional(),
    }),
  ),
  /** What cannot be known from these logs, and what to change. */
  problems: z.array(
    z.object({ file: z.string(), line: z.number().optional(), message: z.string(), fix: z.string() }),
  ),
  stats: z.object({
    lines: z.number(),
    unparsed: z.number(),
    requests: z.number(),
    /** Requests that show no endpoint. */
    ignored: z.number(),
    bytes: z.number(),
    seconds: z.number(),
    linesPerSecond: z.number(),
    peakRssMb: z.number(),
  }),
});
export type TrafficReport = z.output<typeof trafficReport>;
export type ReportedEndpoint = TrafficReport['endpoints'][number];

export interface TrafficFindings {
  readonly endpoints: readonly ReportedEndpoint[];
  readonly explained: ReadonlyMap<string, InferredEndpoint>;
  readonly ambiguous: readonly AmbiguousGroup[];
}

export const endpointKey = ({
  host,
  method,
  template,
}: Pick<ReportedEndpoint, 'host' | 'method' | 'template'>) => `${method} ${host}${template}`;

const rounded = (share: number): number => Math.round(share * 1000) / 1000;

const queryOf = (usages: readonly Usage[]): ReportedEndpoint['parameters'] =>
  [...new Set(usages.flatMap(({ queryNames }) => Object.keys(queryNames ?? {})))]
    .sort()
    .map((name) => ({ name, in: 'query' as const, type: 'string' }));

const commonOf = (usages: readonly Usage[], statuses: StatusCounts) => ({
  statuses: statusClasses(statuses) as Record<string, number>,
  codes: Object.fromEntries(statuses.map(([status, count]) => [String(status), count])),
  authentication: {
    ...(authenticationOf(usages) as AuthenticationEvidence & { credentials: string[] }),
  },
  data: usages.flatMap(({ data }) => data ?? []),
});

const seenOf = ({ firstSeen, lastSeen }: { firstSeen?: string; lastSeen?: string }) => ({
  ...(firstSeen ? { firstSeen } : {}),
  ...(lastSeen ? { lastSeen } : {}),
});

/** `/a/{id}` as a pattern over the forms of usages, in which every segment with a value is `{}`. */
const covers = (template: string, form: string): boolean => {
  const parts = template.split('/');
  const others = form.split('/');
  return (
    parts.length === others.length &&
    parts.every((part, index) => part === others[index] || part.includes('{') || others[index] === '{}')
  );
};

/** Whether a document declares it, or only a gateway's own route does. */
export type IsDocumented = (host: string, method: string, template: string) => boolean;

/**
 * Endpoints of the state with everything that is known of each. What several kinds of logs saw is one endpoint.
 * @param documented of declared templates: a document's, or a route that only the gateway named
 */
export const trafficFindings = (
  state: TrafficState,
  documented: IsDocumented,
  isDeprecated: IsDocumented,
): TrafficFindings => {
  const known = [
    ...Map.groupBy(
      state.usages.filter((usage) => usage.known && !isGreedy(usage.template)),
      endpointKey,
    ).values(),
  ].map((usages) => ({ usages, sum: usages.reduce(mergeUsage) }));
  const rest = state.usages.filter((usage) => !usage.known);
  const inference = inferEndpoints(rest.flatMap((usage) => pathUsesOf(usage)));
  const byPlace = Map.groupBy(rest, ({ host, method }) => `${method} ${host}`);
  const declared = known
    .filter(({ sum }) => sum.evidence > 0)
    .map(({ usages, sum }): ReportedEndpoint => {
      const { host, method, template } = sum;
      const isOurs = documented(host, method, template);
      return {
        host,
        method,
        template,
        state: isOurs ? (isDeprecated(host, method, template) ? 'zombie' : 'managed') : 'undocumented',
        documented: isOurs,
        confidence: principalsOf(sum) >= 2 ? 0.99 : 0.9,
        support: { requests: sum.requests, principals: principalsOf(sum) },
        ...seenOf(sum),
        ...commonOf(usages, sum.statuses),
        parameters: [
          ...[...template.matchAll(/\{([^{}]+)\}/g)].map((match) => ({
            name: match[1] as string,
            in: 'path' as const,
            type: 'string',
          })),
          ...queryOf(usages),
        ],
      };
    });
  const inferred = inference.endpoints.map((one): ReportedEndpoint => {
    const behind = (byPlace.get(`${one.method} ${one.host}`) ?? []).filter(({ template }) =>
      covers(one.template, template),
    );
    const statuses = addedStatuses(
      [],
      Object.entries(one.statuses).map(([status, count]) => [Number(status), count] as const),
    );
    return {
      host: one.host,
      method: one.method,
      template: one.template,
      state: 'shadow',
      documented: false,
      confidence: rounded(one.confidence),
      support: { requests: one.support.requests, principals: one.support.principals },
      ...seenOf(one),
      ...commonOf(behind, statuses),
      parameters: [
        ...one.parameters.map(({ name, type }) => ({ name, in: 'path' as const, type })),
        ...queryOf(behind),
      ],
    };
  });
  return {
    endpoints: [...declared, ...inferred].sort((a, b) =>
      compare(`${a.host} ${a.template} ${a.method}`, `${b.host} ${b.template} ${b.method}`),
    ),
    explained: new Map(inference.endpoints.map((one) => [endpointKey(one), one])),
    ambiguous: inference.ambiguous,
  };
};
