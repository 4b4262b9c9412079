import { isGreedy } from '../../traffic/path.ts';
import { relativeTemplate, serversOf } from '../entities.ts';
import type { EvidenceSource } from '../evidence.ts';
import { sourceKind } from '../evidence-sources.ts';
import { gatewayEvidence, gatewayRoutes } from '../gateway-claims.ts';
import type { Entity } from '../resolution/entity.ts';
import type { Route } from './route-cover.ts';

/** Something that is configured to answer, its template seen from the API. */
export interface ConfiguredRoute extends Route {
  /** A stage has it, where there are stages. */
  readonly served: boolean;
  readonly approved: boolean;
  readonly source: EvidenceSource;
}

export const isCatchAll = ({ path }: Route): boolean => path === '$default' || isGreedy(path);

export const configuredRoutes = (
  entity: Entity,
  approvedGateways: readonly EvidenceSource[],
): readonly ConfiguredRoute[] => {
  const gatewaySource = entity.gateway && gatewayEvidence(entity.gateway, '').source;
  const own = entity.gateway ? gatewayRoutes(entity.gateway) : [];
  const stated = entity.evidence.filter(
    // The gateway's configuration was read in full; what else says of the same API adds nothing to its routes.
    ({ source }) => sourceKind(source).family === 'configuration' && source !== gatewaySource,
  );
  return [
    ...own.flatMap((route) =>
      gatewaySource
        ? [{ ...route, approved: approvedGateways.includes(gatewaySource), source: gatewaySource }]
        : [],
    ),
    ...stated.flatMap((one) =>
      (one.operations ?? []).map(({ method, template }) => ({
        method,
        path: relativeTemplate(entity, serversOf(one), template),
        served: true,
        approved: approvedGateways.includes(one.source),
        source: one.source,
      })),
    ),
  ];
};

/** What is in the log of API Gateway was served by it. */
export const approvesApiGateway = (approvedGateways: readonly EvidenceSource[]): boolean =>
  approvedGateways.some((source) => source.startsWith('api-gateway-'));

/**
 * Whether a request was seen to go through an approved gateway. API Gateway writes a log of its own, and a request in
 * the log of a load balancer did not meet it; other gateways are met at the hosts of their routes.
 */
export const throughGateway = (entity: Entity, approvedGateways: readonly EvidenceSource[]) => {
  const isApproved = approvesApiGateway(approvedGateways);
  const apiGatewayHosts = new Set(
    entity.doors.flatMap(({ host, meetsGateway }) => (isApproved && meetsGateway ? [host] : [])),
  );
  const otherHosts = new Set(
    entity.evidence.flatMap(({ source, host, gatewayId }) =>
      host && !gatewayId && approvedGateways.includes(source) ? [host] : [],
    ),
  );
  return ({ source, host = '' }: { readonly source: EvidenceSource; readonly host?: string }): boolean =>
    (isApproved && source === 'api-gateway-access-log') ||
    otherHosts.has(host) ||
    (source !== 'alb-access-log' && apiGatewayHosts.has(host));
};
