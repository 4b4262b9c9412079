import type { DeclaredDocument } from '../../core/inventory/declared-document.ts';
import { type Evidence, type EvidenceSource, evidenceOf } from '../../core/inventory/evidence.ts';

export const observedAt = '2026-11-20T00:00:00.000Z';

/** Evidence of any source, observed when the tests' cycle runs. */
export const stated = (source: EvidenceSource, rest: Partial<Evidence> = {}): Evidence =>
  evidenceOf({
    source,
    locator: `${source}/${rest.apiName ?? rest.host ?? rest.resource ?? ''}`,
    observedAt,
    ...rest,
  });

/** A row of a workshop's sheet. */
export const claim = (apiName: string, rest: Partial<Evidence> = {}): Evidence =>
  stated('workshop', { apiName, locator: `workshop/room.csv:${apiName}`, ...rest });

export const record = (host: string, ...targets: readonly string[]): Evidence =>
  stated('route53', {
    host,
    resource: `host:${host}`,
    leadsTo: targets.map((target) => `host:${target}`),
    locator: `arn:aws:route53:::hostedzone/Z1#${host}`,
    account: '111122223333',
  });

/** A rule of a load balancer. */
export const rule = (id: string, rest: Partial<Evidence> = {}): Evidence =>
  stated('load-balancer', {
    resource: `arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener-rule/app/edge/1/2/${id}`,
    locator: `arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener-rule/app/edge/1/2/${id}`,
    account: '111122223333',
    region: 'eu-west-1',
    ...rest,
  });

/** A behaviour of a distribution. */
export const behaviour = (host: string, basePath: string, target: string, distribution = 'E1'): Evidence =>
  stated('cloudfront', {
    resource: `arn:aws:cloudfront::111122223333:distribution/${distribution}#${basePath || '*'}`,
    locator: `arn:aws:cloudfront::111122223333:distribution/${distribution}#${basePath || '*'}`,
    account: '111122223333',
    host,
    basePath,
    leadsTo: [`host:${target}`],
    operations: [{ method: 'ANY', template: '/{proxy+}' }],
  });

export const functionUrl = (name: string, host: string): Evidence =>
  stated('lambda-url', {
    apiName: name,
    host,
    resource: lambda(name),
    locator: `${lambda(name)}:url`,
    account: '111122223333',
    region: 'eu-west-1',
  });

export const lambda = (name: string): string => `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;

export const lambdaUri = (name: string, qualifier = ''): string =>
  `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${lambda(name)}${qualifier}/invocations`;

export const spec = (
  apiName: string,
  servers: DeclaredDocument['servers'] = [],
  ...operations: readonly string[]
): DeclaredDocument => ({
  key: `specs/${apiName}.yaml`,
  apiName,
  servers,
  operations: operations.map((one) => {
    const [method = '', template = ''] = one.split(' ');
    return { method, template };
  }),
});
