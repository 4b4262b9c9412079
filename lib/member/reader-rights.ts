import { collectors } from '../../core/inventory/collectors/registry.ts';

/** One statement of the reader's policy. */
export interface ReaderStatement {
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Why a resource has a wildcard, for a reviewer. */
  readonly reason: string;
}

/** What is read of API Gateway, path by path. */
const gatewayPaths = [
  '/account',
  '/restapis',
  '/restapis/*',
  '/apis',
  '/apis/*',
  '/domainnames',
  '/domainnames/*',
  '/usageplans',
  '/usageplans/*',
  '/vpclinks',
  '/vpclinks/*',
  '/clientcertificates',
];

/** API keys are secrets; a usage plan lists the values of its own. */
const keyPaths = ['/apikeys', '/apikeys/*', '/usageplans/*/keys', '/usageplans/*/keys/*'];

export interface MemberPlace {
  readonly partition: string;
  readonly account: string;
}
type Resource = (place: MemberPlace) => string;

const gateway =
  (path: string): Resource =>
  ({ partition }) =>
    `arn:${partition}:apigateway:*::${path}`;
/** In every Region of the account. */
const regional =
  (service: string, rest: string): Resource =>
  ({ partition, account }) =>
    `arn:${partition}:${service}:*:${account}:${rest}`;

/** The one path of API Gateway whose ARN names the account. */
const domainAccess = regional('apigateway', '/domainnameaccessassociations');
const functions = [regional('lambda', 'function:*')];
const lattice = [regional('vpc-lattice', 'service/*')];
const appRunner = [regional('apprunner', 'service/*')];
const portalProducts = regional('apigateway', '/portalproducts/*');

/** Resources of the actions that AWS binds to one (service authorization reference); every other knows none. */
const resourcesOf: Readonly<Record<string, readonly Resource[]>> = {
  'apigateway:ListRoutingRules': [regional('apigateway', '/domainnames/*')],
  'apigateway:ListPortals': [regional('apigateway', '/portals'), regional('apigateway', '/portals/*')],
  'apigateway:ListPortalProducts': [regional('apigateway', '/portalproducts'), portalProducts],
  'apigateway:ListProductRestEndpointPages': [portalProducts],
  'appsync:GetApiAssociation': [regional('appsync', 'domainnames/*')],
  'cloudfront:ListTagsForResource': [
    ({ partition, account }) => `arn:${partition}:cloudfront::${account}:distribution/*`,
  ],
  'lambda:ListFunctionUrlConfigs': functions,
  'lambda:GetPolicy': functions,
  'lambda:ListTags': functions,
  'vpc-lattice:GetService': lattice,
  'vpc-lattice:GetListener': lattice,
  'vpc-lattice:GetRule': lattice,
  'vpc-lattice:ListTargets': [regional('vpc-lattice', 'targetgroup/*')],
  'ec2:DescribeVpcEndpointServicePermissions': [regional('ec2', 'vpc-endpoint-service/*')],
  'apprunner:DescribeService': appRunner,
  'apprunner:DescribeCustomDomains': appRunner,
  'apprunner:ListTagsForResource': appRunner,
  'route53:ListResourceRecordSets': [({ partition }) => `arn:${partition}:route53:::hostedzone/*`],
  'acm:DescribeCertificate': [regional('acm', 'certificate/*')],
  'wafv2:ListResourcesForWebACL': [regional('wafv2', 'regional/webacl/*')],
};

const found = 'Discovery finds these resources: their ids are not known before.';

/** `ReadLambda`; a second statement of one service is `ReadLambda2`. */
const statementNames = () => {
  const counts = new Map<string, number>();
  return (action: string): string => {
    const service = action
      .replace(/:.*$/, '')
      .replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const count = (counts.get(service) ?? 0) + 1;
    counts.set(service, count);
    return `Read${service}${count === 1 ? '' : count}`;
  };
};

/** What the reader may do, from the registry of collectors: each action in use, none more. */
export const readerStatements = (place: MemberPlace): readonly ReaderStatement[] => {
  // The organization is read with the governance account's own rights.
  const used = collectors.filter(({ scope }) => scope !== 'organization').flatMap(({ actions }) => actions);
  const actions = [...new Set(used)].filter((action) => action !== 'apigateway:GET');
  const nameOf = statementNames();
  const at = (resources: readonly Resource[]) => resources.map((resource) => resource(place));
  const bound = Map.groupBy(
    actions.filter((action) => resourcesOf[action]),
    (action) => at(resourcesOf[action] ?? []).join(' '),
  );
  return [
    {
      sid: 'ReadApiGateway',
      effect: 'Allow',
      actions: ['apigateway:GET'],
      resources: at([...gatewayPaths.map(gateway), domainAccess]),
      reason: found,
    },
    {
      sid: 'NoApiKeys',
      effect: 'Deny',
      actions: ['apigateway:GET'],
      resources: at(keyPaths.map(gateway)),
      reason: 'It takes rights away.',
    },
    {
      sid: 'List',
      effect: 'Allow',
      actions: actions.filter((action) => !resourcesOf[action]),
      resources: ['*'],
      reason: 'These list and describe actions know no resource.',
    },
    ...[...bound].map(
      ([resources, own]): ReaderStatement => ({
        sid: nameOf(own[0] ?? ''),
        effect: 'Allow',
        actions: own,
        resources: resources.split(' '),
        reason: found,
      }),
    ),
  ];
};
