import type { Node } from 'constructs';

/**
 * One deployment of Gatehouse, as a value: read once from the CDK context, handed to every stack.
 * `cdk.json` holds the environments; `-c environment=<name>` chooses one, `-c gatehouse:<field>=<value>` overrides.
 */
export interface Environment {
  readonly name: string;
  readonly account?: string;
  readonly region?: string;
  /** One tick of a review round in seconds: how long a callback waits before the milestones are looked at. */
  readonly tickSeconds: number;
  /** Public address of the portal; without it the HTTP API's own address. */
  readonly portalUrl?: string;
  /** OpenID Connect issuer of the bank; without it a Cognito user pool is made. */
  readonly oidcIssuer?: string;
  readonly oidcClientId?: string;
  /** Audience that access tokens for migrated APIs must carry. */
  readonly gatewayAudience: string;
  readonly probeClientId: string;
  /** Verified SES identity, an address. */
  readonly mailFrom: string;
  /** Buckets of access logs that discovery may read. */
  readonly logBuckets: readonly string[];
  /** Accounts whose read-only role discovery may assume (docs/member-accounts.md). */
  readonly memberAccounts: readonly string[];
  /** Secret of the trust between this deployment and the roles in member accounts. */
  readonly memberExternalId?: string;
  readonly logRetentionDays: number;
  /** How long evidence cannot be deleted. */
  readonly evidenceLockDays: number;
  /** API Gateway control-plane calls per second that Gatehouse allows itself; the quota of 10 is shared with the bank. */
  readonly controlPlaneRate: number;
  readonly nightlyCycle: string;
  readonly dailySweep: string;
  /** Set for local AWS only. */
  readonly local?: LocalEndpoints;
}

export interface LocalEndpoints {
  /** Every SDK call of the functions goes here. */
  readonly endpoint: string;
  /** Probes that this environment cannot decide. */
  readonly notProvable: readonly string[];
}

/** A field that is missing or not of its form, with where to set it. */
export class InvalidEnvironment extends Error {
  override readonly name = 'InvalidEnvironment';
}

/** What `npx gatehouse env` exports: a shell that has it can synth and diff against local AWS. */
const fromLocalAws = (name: string): Readonly<Record<string, string | undefined>> =>
  name === 'local'
    ? {
        endpoint: process.env.GATEHOUSE_LOCAL_ENDPOINT,
        oidcIssuer: process.env.GATEHOUSE_ISSUER,
        portalUrl: process.env.GATEHOUSE_PORTAL_URL,
      }
    : {};

/** @throws InvalidEnvironment */
export const readEnvironment = (node: Node): Environment => {
  const name = String(node.tryGetContext('environment') ?? 'production');
  const environments = (node.tryGetContext('environments') ?? {}) as Record<string, Partial<Environment>>;
  const declared = environments[name];
  if (!declared) {
    throw new InvalidEnvironment(
      `No environment "${name}" in cdk.json /context/environments. There are: ${Object.keys(environments).join(', ')}.`,
    );
  }
  const text = (field: keyof Environment): string | undefined => {
    const value = node.tryGetContext(`gatehouse:${field}`) ?? fromLocalAws(name)[field] ?? declared[field];
    return value === undefined || value === '' ? undefined : String(value);
  };
  const required = (field: keyof Environment): string => {
    const value = text(field);
    if (value === undefined)
      throw new InvalidEnvironment(
        `The environment "${name}" has no ${field}. Set it in cdk.json /context/environments/${name}/${field} or with -c gatehouse:${field}=….`,
      );
    return value;
  };
  const number = (field: keyof Environment): number => {
    const value = Number(required(field));
    if (!Number.isFinite(value) || value <= 0)
      throw new InvalidEnvironment(
        `${field} of the environment "${name}" is "${text(field)}"; it has to be a number over 0.`,
      );
    return value;
  };
  const optional = <Field extends keyof Environment>(field: Field) => {
    const value = text(field);
    return value === undefined ? {} : { [field]: value };
  };
  const endpoint = String(node.tryGetContext('gatehouse:localEndpoint') ?? fromLocalAws(name).endpoint ?? '');
  return {
    name,
    ...optional('account'),
    ...optional('region'),
    tickSeconds: number('tickSeconds'),
    ...optional('portalUrl'),
    ...optional('oidcIssuer'),
    ...optional('oidcClientId'),
    gatewayAudience: required('gatewayAudience'),
    probeClientId: required('probeClientId'),
    mailFrom: required('mailFrom'),
    logBuckets: declared.logBuckets ?? [],
    memberAccounts: declared.memberAccounts ?? [],
    ...optional('memberExternalId'),
    logRetentionDays: number('logRetentionDays'),
    evidenceLockDays: number('evidenceLockDays'),
    controlPlaneRate: number('controlPlaneRate'),
    nightlyCycle: required('nightlyCycle'),
    dailySweep: required('dailySweep'),
    ...(endpoint ? { local: { endpoint, notProvable: declared.local?.notProvable ?? [] } } : {}),
  };
};

/** Name of a state machine, fixed so that functions and other stacks can name it without a circular reference. */
export const machineName = (machine: string): string => `gatehouse-${machine}`;
