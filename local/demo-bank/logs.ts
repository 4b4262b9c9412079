import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { localClientConfig } from './client-config.ts';
import type { MemberApiIds } from './estate/create-estate.ts';
import { albLog } from './logs/alb-log.ts';
import { type ApiIds, apiGatewayLog } from './logs/api-gateway-log.ts';
import { memberBalancerLog, memberGatewayLog } from './logs/member-logs.ts';
import { seeded } from './logs/random.ts';

/** `intake/sources.yaml` names it too. */
export const logBucket = 'gatehouse-demo-logs';

export interface LogObject {
  readonly key: string;
  readonly lines: readonly string[];
}

const dayMs = 86_400_000;
const days = 7;
const apiGatewayLines = 2400;
const albLines = 430;
/** Days of load balancer entries that share one object: busy hosts are written more often than quiet ones. */
const albDays = 2;

/** What a disk that filled up, a rolled log and a careless redirect leave behind. */
const brokenApiGateway = ['{"requestId":"7b1c', 'log rotated', '["GET","/v1/accounts"]'];
const brokenAlb = ['https 2026-', '-- truncated by logrotate --'];

const withBroken = (
  lines: readonly string[],
  broken: readonly string[],
  whole: (a: number, b: number) => number,
) => {
  const all = [...lines];
  for (const one of broken) all.splice(whole(0, all.length), 0, one);
  return all;
};

const dayText = (day: Date): string => day.toISOString().slice(0, 10);

/**
 * Access logs of the seven whole days before `now`, in UTC: five partners at API Gateway, and the load balancer of a
 * loan system that nobody declared. The same day and ids give the same lines.
 *
 * The stage of `accounts` writes no log any more: two days ago somebody switched it off to save money.
 */
export const demoLogs = (now: Date, apiIds: ApiIds, memberApiIds: MemberApiIds): readonly LogObject[] => {
  const midnight = Math.floor(now.getTime() / dayMs) * dayMs;
  // Objects of other ids or other code are other objects.
  const tag = createHash('sha256')
    .update(JSON.stringify([2, Object.entries(apiIds).sort(), Object.entries(memberApiIds).sort()]))
    .digest('hex')
    .slice(0, 8);
  const gateway: LogObject[] = [];
  const members: LogObject[] = [];
  const alb = new Map<string, string[]>();
  for (let ago = days; ago >= 1; ago--) {
    const day = new Date(midnight - ago * dayMs);
    const random = seeded(`gatehouse demo ${dayText(day)}`);
    const lines = apiGatewayLog(day, apiGatewayLines, apiIds, random, ago > 2);
    gateway.push({
      key: `apigateway/${dayText(day).replaceAll('-', '/')}/access-${tag}.log.gz`,
      lines: ago === 4 ? withBroken(lines, brokenApiGateway, random.whole) : lines,
    });
    const others = seeded(`gatehouse demo members ${dayText(day)}`);
    const folder = dayText(day).replaceAll('-', '/');
    members.push(
      {
        key: `apigateway/members/${folder}/access-${tag}.log.gz`,
        lines: memberGatewayLog(day, memberApiIds, others),
      },
      {
        key: `alb/members/${folder}/access-${tag}.log.gz`,
        lines: memberBalancerLog(day, others),
      },
    );
    const first = new Date(midnight - Math.ceil(ago / albDays) * albDays * dayMs);
    const path = `${dayText(first).replaceAll('-', '/')}/000000000000_elasticloadbalancing_us-east-1`;
    const key = `alb/AWSLogs/000000000000/elasticloadbalancing/us-east-1/${path}_app.loans-legacy_${tag}.log.gz`;
    const entries = albLog(day, albLines, random);
    alb.set(key, [
      ...(alb.get(key) ?? []),
      ...(ago === 3 ? withBroken(entries, brokenAlb, random.whole) : entries),
    ]);
  }
  return [...gateway, ...members, ...[...alb].map(([key, lines]) => ({ key, lines }))];
};

const exists = (client: S3Client): Promise<boolean> =>
  client.send(new HeadBucketCommand({ Bucket: logBucket })).then(
    () => true,
    () => false,
  );

/**
 * Stores the logs as the services do, gzipped. Objects that are there stay; those of an earlier day's run are taken
 * out, so that the week always ends yesterday.
 * @returns how many objects were written.
 */
export const storeLogs = async (endpoint: string, objects: readonly LogObject[]): Promise<number> => {
  const client = new S3Client({ ...localClientConfig(endpoint), forcePathStyle: true });
  const Bucket = logBucket;
  try {
    if (!(await exists(client))) await client.send(new CreateBucketCommand({ Bucket }));
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
    const there = new Set(Contents.map(({ Key = '' }) => Key));
    const wanted = new Set(objects.map(({ key }) => key));
    for (const Key of there)
      if (!wanted.has(Key)) await client.send(new DeleteObjectCommand({ Bucket, Key }));
    const missing = objects.filter(({ key }) => !there.has(key));
    for (const { key, lines } of missing)
      await client.send(new PutObjectCommand({ Bucket, Key: key, Body: gzipSync(`${lines.join('\n')}\n`) }));
    return missing.length;
  } finally {
    client.destroy();
  }
};
