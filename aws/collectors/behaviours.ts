import type {
  CacheBehavior,
  DefaultCacheBehavior,
  DistributionSummary,
  Origin,
} from '@aws-sdk/client-cloudfront';
import { functionArn } from '../../core/inventory/collectors/arn.ts';
import { hostReference } from '../../core/inventory/collectors/host-name.ts';
import { isStaticPattern, placeOfPattern } from '../../core/inventory/collectors/path-pattern.ts';
import type { EvidenceOperation } from '../../core/inventory/evidence.ts';
import { joinPath } from '../../core/traffic/path.ts';
import { distinct } from './statement.ts';

/** One behaviour of a distribution: which paths it takes and where it sends them. */
export interface Behaviour {
  /** The distribution's ARN with the path pattern as fragment: behaviours have no ARN of their own. */
  readonly resource: string;
  readonly basePath: string;
  readonly operations: readonly EvidenceOperation[];
  readonly leadsTo: readonly string[];
  /** Its origin answers requests; a bucket or a pattern of files does not. */
  readonly isApi: boolean;
}

const bucketHost = /(?:^|\.)s3(?:-website|-accelerate|-fips)?(?:[.-][a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/i;
const mediaHost = /\.media(?:store|package)[^.]*\.[a-z0-9-]+\.amazonaws\.com$/i;

const isFileStore = ({ S3OriginConfig, DomainName = '' }: Origin): boolean =>
  S3OriginConfig !== undefined || bucketHost.test(DomainName) || mediaHost.test(DomainName);

/** An origin, or every member of a group of them. */
const originsOf = ({ Origins, OriginGroups }: DistributionSummary, id: string | undefined): Origin[] => {
  const group = OriginGroups?.Items?.find((one) => one.Id === id);
  const ids = group ? (group.Members?.Items ?? []).map(({ OriginId }) => OriginId) : [id];
  return (Origins?.Items ?? []).filter((origin) => ids.includes(origin.Id));
};

/** CloudFront allows three sets of methods: GET and HEAD, those with OPTIONS, or all seven. */
const methodsOf = ({ AllowedMethods }: CacheBehavior | DefaultCacheBehavior): readonly string[] =>
  AllowedMethods?.Items?.includes('POST') ? ['ANY'] : ['GET', 'HEAD'];

/** The behaviours of a distribution, the default one last as CloudFront tries them. */
export const behavioursOf = (distribution: DistributionSummary): readonly Behaviour[] => {
  const patterns = [
    ...(distribution.CacheBehaviors?.Items ?? []).map((one) => [one.PathPattern ?? '*', one] as const),
    ...(distribution.DefaultCacheBehavior ? ([['*', distribution.DefaultCacheBehavior]] as const) : []),
  ];
  return patterns.map(([pattern, behaviour]) => {
    const { basePath, template } = placeOfPattern(pattern);
    const origins = originsOf(distribution, behaviour.TargetOriginId);
    const edge = (behaviour.LambdaFunctionAssociations?.Items ?? []).map(({ LambdaFunctionARN = '' }) =>
      functionArn(LambdaFunctionARN),
    );
    return {
      resource: `${distribution.ARN ?? ''}#${pattern}`,
      basePath,
      operations: methodsOf(behaviour).map((method) => ({ method, template })),
      // CloudFront puts the origin's path before the path of the request.
      leadsTo: distinct([
        ...origins.map(({ DomainName = '', OriginPath = '' }) =>
          hostReference(DomainName, joinPath(OriginPath)),
        ),
        ...edge,
      ]),
      isApi: origins.some((origin) => !isFileStore(origin)) && !isStaticPattern(pattern),
    };
  });
};
