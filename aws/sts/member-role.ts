import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Clock } from '../../core/ports.ts';
import { systemClock } from '../clock.ts';

export interface MemberCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** Fits the `credentials` of every client of the AWS SDK. */
export type MemberCredentialProvider = () => Promise<MemberCredentials>;

/** Another account was asked for, and no role in it is known or the one that is known may not be assumed. */
export class AccountNotReachable extends Error {
  override readonly name = 'AccountNotReachable';
}

/** Roles that another role assumes last an hour at most (STS API reference, AssumeRole, role chaining). */
const sessionSeconds = 3600;

/** Credentials are renewed this long before their end, as the SDK's own providers are. */
const renewalMs = 5 * 60_000;

/** Refusals, as opposed to an STS that is busy or out of reach. */
const refused = /^(AccessDenied|RegionDisabled|InvalidClientTokenId|ValidationError)/;

/** The ARN of the cycle's machine, which every deployed function is given, names partition and account. */
const home = (): { readonly partition: string; readonly account: string } | undefined => {
  const [, partition, , , account] = (process.env.GOVERNANCE_CYCLE_MACHINE_ARN ?? '').split(':');
  return partition && account ? { partition, account } : undefined;
};

let client: STSClient | undefined;
const sessions = new Map<string, Promise<MemberCredentials>>();

const assume = async (roleArn: string): Promise<MemberCredentials> => {
  client ??= new STSClient({});
  const externalId = process.env.MEMBER_EXTERNAL_ID;
  try {
    const { Credentials: given } = await client.send(
      new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: 'gatehouse-discovery',
        DurationSeconds: sessionSeconds,
        ...(externalId ? { ExternalId: externalId } : {}),
      }),
    );
    if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken || !given.Expiration)
      throw new AccountNotReachable(`AssumeRole of ${roleArn} was answered without credentials.`);
    return {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      sessionToken: given.SessionToken,
      expiration: given.Expiration,
    };
  } catch (error) {
    if (!(error instanceof Error) || !refused.test(error.name)) throw error;
    // The answer of STS is not passed on: it names the caller's session.
    throw new AccountNotReachable(
      `The role ${roleArn} may not be assumed (${error.name}). Deploy the member role in that account with the external id of this installation, or take the account out of the sources.`,
    );
  }
};

const sessionIn = async (roleArn: string, clock: Clock): Promise<MemberCredentials> => {
  const current = sessions.get(roleArn);
  if (current) {
    const session = await current;
    if (session.expiration.getTime() - clock.now().getTime() > renewalMs) return session;
    // Another caller may have renewed it meanwhile.
    if (sessions.get(roleArn) !== current) return sessionIn(roleArn, clock);
  }
  const next = assume(roleArn);
  sessions.set(roleArn, next);
  next.catch(() => sessions.delete(roleArn));
  return next;
};

/**
 * Credentials of the read-only role in a member account, assumed at the first call and kept for the container's life.
 * `undefined` for the account that this runs in, and where none is known (on the command line): the environment's
 * credentials answer for it.
 *
 * The role's name and external id are MEMBER_ROLE_NAME and MEMBER_EXTERNAL_ID.
 * @returns a provider that throws AccountNotReachable when there is no role or it may not be assumed
 */
export const memberCredentials = (
  account: string,
  clock: Clock = systemClock,
): MemberCredentialProvider | undefined => {
  const own = home();
  if (!own || own.account === account) return undefined;
  const role = process.env.MEMBER_ROLE_NAME;
  return async () => {
    if (!role)
      throw new AccountNotReachable(
        `${account} is not the account this runs in (${own.account}) and no role in it is known. Set MEMBER_ROLE_NAME to the role's name.`,
      );
    return sessionIn(`arn:${own.partition}:iam::${account}:role/${role}`, clock);
  };
};
