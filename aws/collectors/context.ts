import type { APIGatewayClientConfig } from '@aws-sdk/client-api-gateway';
import type { CollectorReading } from '../../core/inventory/collectors/collector.ts';
import type { Clock } from '../../core/ports.ts';

/** What a collector is given: one account, one Region, and whose rights it reads with. */
export interface CollectorContext {
  readonly account: string;
  readonly region: string;
  readonly clock: Clock;
  /** Of a role in another account; without them those of the environment. */
  readonly credentials?: NonNullable<APIGatewayClientConfig['credentials']>;
  readonly requestHandler?: NonNullable<APIGatewayClientConfig['requestHandler']>;
  /** Waits for a number of milliseconds; injectable for tests. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** Looks at one thing of each kind and no more: enough to see which rights are there. */
  readonly sample?: true;
  /** Name of the AWS Config aggregator, for the collector that asks it. */
  readonly aggregator?: string;
  /** ISO 8601, UTC: creation events from here on; without it the 90 days that CloudTrail keeps. */
  readonly since?: string;
  /** Domains of the bank's mail addresses: only such an address names an owner. */
  readonly mailDomains?: readonly string[];
}

/** Reads one AWS service of one account and Region. What fails is a row of the reading; it throws for a defect only. */
export type Collector = (context: CollectorContext) => Promise<CollectorReading>;
