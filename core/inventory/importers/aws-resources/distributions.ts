import { isStaticPattern, placeOfPattern } from '../../collectors/path-pattern.ts';
import { tagFacts } from '../../collectors/tag-facts.ts';
import { type ConfigNode, hasAt, isTrueAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { ImportContext, ImportedApi, ImportedRoute, RouteControl } from '../importer.ts';
import { joinTemplate } from '../path-template.ts';
import { hostOf, placeOf } from '../place.ts';
import type { RouteBudget } from '../route-budget.ts';
import { type AwsEstate, type AwsResource, blockAt, blocksAt } from './estate.ts';
import { resourceTags } from './resource-facts.ts';

const bucketHost = /(?:^|\.)s3(?:-website)?(?:[.-][a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/i;

const isFileStore = (origin: ConfigNode): boolean =>
  hasAt(blockAt(origin, 's3OriginConfig')) ||
  bucketHost.test(textAt(origin, 'domainName')) ||
  isBucketReference(origin);

/** A bucket of the same template: its domain is filled in when it is deployed. */
const isBucketReference = (origin: ConfigNode): boolean =>
  /DomainName"\]|\.(?:Regional)?DomainName/.test(JSON.stringify(nodeAt(origin, 'domainName').value ?? '')) &&
  /Bucket/i.test(JSON.stringify(nodeAt(origin, 'domainName').value));

const common = (configuration: ConfigNode): readonly RouteControl[] => {
  const certificate = blockAt(configuration, 'viewerCertificate');
  const minimum = textAt(certificate, 'minimumProtocolVersion');
  const isDefault = isTrueAt(certificate, 'cloudfrontDefaultCertificate');
  const logging = ['loggingConfig', 'logging']
    .map((name) => blockAt(configuration, name))
    .find((one) => hasAt(one, 'bucket'));
  const acl = ['webAclId', 'webACLId'].find(
    (name) => hasAt(configuration, name) && nodeAt(configuration, name).value !== '',
  );
  const proof = proofOf(certificate);
  return [
    ...(!isDefault && /^TLSv1\.[23]/.test(minimum)
      ? [{ control: 'tls-minimum', effective: 'yes', proof } as const]
      : []),
    ...(!isDefault && /^(?:SSLv3|TLSv1(?:_2016|\.1_2016)?)$/.test(minimum)
      ? [
          {
            control: 'tls-minimum',
            effective: 'no',
            proof,
            disarmedBy: `${minimum} admits older versions of TLS.`,
          } as const,
        ]
      : []),
    ...(logging ? [{ control: 'access-log', effective: 'yes', proof: proofOf(logging) } as const] : []),
    ...(acl
      ? [{ control: 'waf', effective: 'yes', proof: proofOf(nodeAt(configuration, acl)) } as const]
      : []),
  ];
};

const behaviourControls = (behaviour: ConfigNode): readonly RouteControl[] => {
  const policy = textAt(behaviour, 'viewerProtocolPolicy');
  const proof = proofOf(behaviour);
  const signed = ['trustedKeyGroups', 'trustedSigners'].some((name) => itemsAt(behaviour, name).length > 0);
  return [
    ...(policy === 'https-only' || policy === 'redirect-to-https'
      ? [{ control: 'https-only', effective: 'yes', proof } as const]
      : []),
    ...(policy === 'allow-all'
      ? [
          {
            control: 'https-only',
            effective: 'no',
            proof,
            disarmedBy: 'Viewers may use plain HTTP (allow-all).',
          } as const,
        ]
      : []),
    ...(signed ? [{ control: 'signed-request', effective: 'yes', proof } as const] : []),
  ];
};

const methodsOf = (behaviour: ConfigNode): readonly string[] =>
  itemsAt(behaviour, 'allowedMethods').some((one) => textAt(one) === 'POST') ? ['ANY'] : ['GET', 'HEAD'];

const distributionApi = (
  { node, name }: AwsResource,
  context: ImportContext,
  budget: RouteBudget,
): readonly ImportedApi[] => {
  const nested = nodeAt(node, 'distributionConfig');
  const configuration = hasAt(nested) ? nested : node;
  if (hasAt(configuration, 'enabled') && !isTrueAt(configuration, 'enabled')) return [];
  const origins = [...blocksAt(configuration, 'origin'), ...blocksAt(configuration, 'origins')];
  const byId = new Map(origins.map((origin) => [textAt(origin, 'originId') || textAt(origin, 'id'), origin]));
  const originOf = (behaviour: ConfigNode): ConfigNode | undefined =>
    byId.get(textAt(behaviour, 'targetOriginId'));
  const behaviours = [
    ...[...blocksAt(configuration, 'orderedCacheBehavior'), ...blocksAt(configuration, 'cacheBehaviors')].map(
      (one) => [textAt(one, 'pathPattern'), one] as const,
    ),
    ['*', blockAt(configuration, 'defaultCacheBehavior')] as const,
  ].filter(([pattern, behaviour]) => {
    const origin = originOf(behaviour);
    return (
      pattern !== '' && hasAt(behaviour) && !isStaticPattern(pattern) && !(origin && isFileStore(origin))
    );
  });
  if (behaviours.length === 0) return [];
  const names = [
    ...itemsAt(configuration, 'aliases').map((one) => textAt(one)),
    textAt(node, 'domainName'),
  ].flatMap((one) => hostOf(one) ?? []);
  const hosts = names.length > 0 ? [...new Set(names)] : [undefined];
  const shared = common(configuration);
  const routes = hosts.flatMap((host) =>
    behaviours.flatMap(([pattern, behaviour]) => {
      if (budget.isSpent()) return [];
      const { basePath, template } = placeOfPattern(pattern);
      const controls = [...behaviourControls(behaviour), ...shared];
      return methodsOf(behaviour).flatMap((method): readonly ImportedRoute[] =>
        budget.spend()
          ? [
              {
                method,
                template: joinTemplate(basePath, template),
                ...(host ? { host } : {}),
                pointer: proofOf(behaviour),
                controls,
              },
            ]
          : [],
      );
    }),
  );
  const leadsTo = behaviours.flatMap(([, behaviour]) => {
    const origin = originOf(behaviour);
    const place = origin && placeOf(textAt(origin, 'domainName'), context);
    return place?.host
      ? [`host:${place.host}${textAt(origin ?? node, 'originPath').replace(/\/+$/, '')}`]
      : [];
  });
  return [
    {
      name: hosts[0] ?? name,
      style: 'REST',
      locator: proofOf(node),
      routes,
      ...(leadsTo.length > 0 ? { leadsTo: [...new Set(leadsTo)] } : {}),
      ...tagFacts(resourceTags(node)),
    },
  ];
};

/** Behaviours of distributions that hand requests to something that answers; those of buckets and files are left out. */
export const distributionApis = (
  estate: AwsEstate,
  context: ImportContext,
  budget: RouteBudget,
): readonly ImportedApi[] =>
  estate
    .all('AWS::CloudFront::Distribution')
    .flatMap((resource) => distributionApi(resource, context, budget));
