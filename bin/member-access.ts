import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { CollectorContext } from '../aws/collectors/context.ts';
import { CommandFailure } from './failure.ts';

export type Credentials = NonNullable<CollectorContext['credentials']>;

export interface AccessOptions {
  readonly account: string;
  readonly region: string;
  readonly roleName: string;
  readonly externalId?: string;
  /** Profile of the governance account; without it the environment's credentials. */
  readonly profile?: string;
  readonly requestHandler?: CollectorContext['requestHandler'];
}

export interface Access {
  /** ARN of the role, or in words whose credentials are used. */
  readonly through: string;
  /** `undefined`: the credentials of the environment belong to the account. */
  readonly credentials: Credentials | undefined;
}

const clientOf = ({ region, profile, requestHandler }: Omit<AccessOptions, 'account' | 'roleName'>) =>
  new STSClient({
    region,
    ...(profile ? { profile } : {}),
    ...(requestHandler ? { requestHandler } : {}),
  });

export interface Caller {
  readonly account: string;
  readonly partition: string;
}

/** @throws CommandFailure without credentials */
export const callerOf = async (options: Omit<AccessOptions, 'account' | 'roleName'>): Promise<Caller> => {
  try {
    const { Account = '', Arn = '' } = await clientOf(options).send(new GetCallerIdentityCommand({}));
    return { account: Account, partition: Arn.split(':')[1] ?? 'aws' };
  } catch (error) {
    throw new CommandFailure(
      `The credentials ${options.profile ? `of the profile ${options.profile} ` : ''}do not work (${(error as Error).name}). Set AWS_PROFILE, or sign in with aws sso login.`,
      2,
      { cause: error },
    );
  }
};

/**
 * Assumes the reader of a member account, as discovery does; for the account of the credentials itself they are used.
 * @throws CommandFailure with exit code 3 when the role refuses
 */
export const memberAccess = async (options: AccessOptions): Promise<Access> => {
  const { account, roleName, externalId } = options;
  const caller = await callerOf(options);
  if (caller.account === account && !options.profile)
    return { through: 'the credentials of the environment', credentials: undefined };
  const RoleArn = `arn:${caller.partition}:iam::${account}:role/${roleName}`;
  try {
    const { Credentials: given } = await clientOf(options).send(
      new AssumeRoleCommand({
        RoleArn,
        RoleSessionName: 'gatehouse-check',
        DurationSeconds: 900,
        ...(externalId ? { ExternalId: externalId } : {}),
      }),
    );
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = given ?? {};
    return {
      through: RoleArn,
      credentials: {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      },
    };
  } catch (error) {
    const id = externalId
      ? 'Check that the external id is the one the role was made with'
      : 'Give --external-id';
    throw new CommandFailure(
      `${RoleArn} cannot be assumed from account ${caller.account} (${(error as Error).name}). ${id}, that the stack GatehouseMember is deployed in the account, and that its parameter OperatorRoles names your role.`,
      3,
      { cause: error },
    );
  }
};
