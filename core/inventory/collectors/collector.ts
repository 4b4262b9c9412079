import type { UnreadReason } from '../../gateway/gateway-api.ts';
import type { Evidence } from '../evidence.ts';

/**
 * What reads one AWS service of one account and Region. `region`: once in each Region. `account`: once in each
 * account, in its first Region, because the service is global. `organization`: once, with the governance account's
 * own rights.
 */
export interface CollectorInfo {
  readonly id: CollectorId;
  readonly title: string;
  readonly scope: 'region' | 'account' | 'organization';
  /** IAM actions that it calls, every one in use and none more; the role of a member account is made of these. */
  readonly actions: readonly string[];
  /** What an operator misses when it cannot be read. */
  readonly shows: string;
}

export type CollectorId =
  | 'rest-apis'
  | 'http-apis'
  | 'portals'
  | 'appsync'
  | 'load-balancers'
  | 'cloudfront'
  | 'lambda-urls'
  | 'vpc-lattice'
  | 'endpoint-services'
  | 'app-runner'
  | 'route53'
  | 'certificates'
  | 'waf'
  | 'config-aggregator'
  | 'cloudtrail';

/** A part of a reading that failed: a row, never silence. */
export interface CollectorFailure {
  /** Operation as in the AWS API reference, for example `DescribeListeners`. */
  readonly call: string;
  readonly reason: UnreadReason;
  /** What could not be read: an ARN, a name, or the empty string for the list itself. */
  readonly about: string;
  /** IAM action that is missing, for `ACCESS_DENIED`. */
  readonly right?: string;
}

/** What one collector saw of one account and Region. */
export interface CollectorReading {
  readonly evidence: readonly Evidence[];
  readonly failures: readonly CollectorFailure[];
  /** Things of its kind that were listed, whether they could be read or not. */
  readonly listed: number;
  /** Calls that were made, by operation. */
  readonly calls: Readonly<Record<string, number>>;
  /** ISO 8601, UTC. */
  readonly observedAt: string;
}
