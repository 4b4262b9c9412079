import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { gatewayReader } from '../aws/api-gateway/gateway-reader.ts';
import { processQuota } from '../aws/api-gateway/process-quota.ts';
import { systemClock } from '../aws/clock.ts';
import { callCounter, type SnapshotFile, snapshotOf, takeSource } from '../core/posture/snapshot-file.ts';
import { CommandFailure } from './failure.ts';

export interface LiveOptions {
  readonly account?: string;
  readonly region?: readonly string[];
}

const client = () => new APIGatewayClient({});

/** The account that the credentials of the environment belong to: they say so, or the caller does. */
export const accountOf = async (named: string | undefined): Promise<string> => {
  const account = named ?? process.env.AWS_ACCOUNT_ID;
  if (account !== undefined) {
    if (/^\d{12}$/.test(account)) return account;
    throw new CommandFailure(`"${account}" is no account id. Give the 12 digits.`, 2);
  }
  let told: string | undefined;
  try {
    told = (await client().config.credentials()).accountId;
  } catch (error) {
    throw new CommandFailure(
      'There are no AWS credentials. Set AWS_PROFILE, or sign in with aws sso login.',
      2,
      { cause: error },
    );
  }
  if (told) return told;
  throw new CommandFailure(
    'The credentials do not say their account. Give it with --account or AWS_ACCOUNT_ID.',
    2,
  );
};

export const regionsOf = async (named: readonly string[] | undefined): Promise<readonly string[]> => {
  if (named && named.length > 0) return named;
  try {
    return [await client().config.region()];
  } catch (error) {
    throw new CommandFailure('No Region is set. Give --region, or set AWS_REGION.', 2, { cause: error });
  }
};

/** Reads API Gateway in the account of the current AWS environment, slowly enough for the bank's own deployments. */
export const takeSnapshot = async (
  { account: named, region }: LiveOptions,
  progress: (line: string) => void,
): Promise<SnapshotFile> => {
  const account = await accountOf(named);
  const counter = callCounter();
  const sources = [];
  for (const one of await regionsOf(region)) {
    const reader = gatewayReader(account, one, {
      // Beside a deployed governance table its shared bucket is used; a developer's shell keeps its own.
      ...(process.env.GOVERNANCE_TABLE ? {} : { quota: processQuota(systemClock) }),
      onCall: counter.count,
    });
    sources.push(await takeSource(reader, (line) => progress(`${one}: ${line}`)));
  }
  return snapshotOf(sources, counter.calls(), systemClock);
};
