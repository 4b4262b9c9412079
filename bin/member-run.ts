import { systemClock } from '../aws/clock.ts';
import type { CollectorContext } from '../aws/collectors/context.ts';
import { enabledRegions } from '../aws/organizations/regions.ts';
import { memberRoleName } from '../lib/member/names.ts';
import { CommandFailure } from './failure.ts';
import { callerOf, memberAccess } from './member-access.ts';
import { type CheckRow, checkMember } from './member-check.ts';
import { checkText } from './member-check-text.ts';
import { deployMember, roleRegionOf } from './member-onboard.ts';
import { endProgress, jsonText, type OutputOptions, progress, writeResult } from './output.ts';
import { addToSources, entryText } from './sources-entry.ts';

/** What a test puts in the place of AWS and of time. */
export interface MemberWorld {
  readonly requestHandler?: NonNullable<CollectorContext['requestHandler']>;
  readonly sleep?: (ms: number) => Promise<void>;
  readonly clock?: CollectorContext['clock'];
}

/** What the member stack is told of the governance account. */
export interface TrustOptions {
  readonly governanceAccount: string;
  readonly externalId: string;
  readonly operatorRoles?: string;
  readonly eventBus?: string;
}

export interface CheckOptions extends OutputOptions {
  readonly account: string;
  readonly region?: readonly string[];
  readonly externalId?: string;
  readonly profile?: string;
  readonly format: 'text' | 'json';
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** @throws CommandFailure */
const checked = (name: string, value: string, form: RegExp, words: string): string => {
  if (form.test(value)) return value;
  throw new CommandFailure(`${name} "${value}" is not right. Give ${words}.`, 2);
};

const accountOf = (name: string, value: string): string => checked(name, value, /^\d{12}$/, 'the 12 digits');

const trustOf = ({ governanceAccount, externalId, operatorRoles, eventBus }: TrustOptions) => {
  // The id itself is not repeated: a terminal's history is read by others.
  if (!/^[\w+=,.@:/-]{16,1224}$/.test(externalId))
    throw new CommandFailure(
      'The external id is not right. Give 16 characters or more of A–Z a–z 0–9 +=,.@:/-.',
      2,
    );
  return {
    governanceAccount: accountOf('--governance-account', governanceAccount),
    externalId,
    ...(operatorRoles === undefined ? {} : { operatorRoles }),
    ...(eventBus === undefined
      ? {}
      : {
          eventBusArn: checked(
            '--event-bus',
            eventBus,
            /^arn:[^:]+:events:[^:]+:\d{12}:event-bus\/.+$/,
            'the ARN of an event bus',
          ),
        }),
  };
};

const regionsGiven = (named: readonly string[] | undefined): readonly string[] | undefined => {
  for (const region of named ?? [])
    checked('Region', region, /^[a-z]{2}(-[a-z]+)+-\d$/, 'a name like eu-central-1');
  return named?.length ? [...new Set(named)] : undefined;
};

const regionOfEnvironment = (): string => {
  const region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  if (region) return region;
  throw new CommandFailure('No Region is set. Give --region, or set AWS_REGION.', 2);
};

/** Writes the template of the member stack. @returns the exit code */
export const runTemplate = async (
  options: TrustOptions & OutputOptions & { readonly roleRegion?: string },
): Promise<number> => {
  const [roleRegion] = regionsGiven(options.roleRegion ? [options.roleRegion] : undefined) ?? [];
  const { memberTemplate } = await import('./member-template.ts');
  const template = memberTemplate({ ...trustOf(options), ...(roleRegion ? { roleRegion } : {}) });
  await writeResult(jsonText(template), options);
  return 0;
};

const exitCode = (rows: readonly CheckRow[]): number => {
  if (rows.some(({ state }) => state === 'denied')) return 1;
  return rows.some(({ state }) => state === 'failed') ? 2 : 0;
};

/** Assumes the reader and reads a little of everything. @returns 0 all works, 1 a right is missing, 2 something did not answer */
export const runCheck = async (options: CheckOptions, world: MemberWorld = {}): Promise<number> => {
  const account = accountOf('--account', options.account);
  const regions = regionsGiven(options.region) ?? [regionOfEnvironment()];
  const externalId = options.externalId ?? process.env.MEMBER_EXTERNAL_ID;
  const { through, credentials } = await memberAccess({
    account,
    region: regions[0] ?? '',
    roleName: memberRoleName,
    ...(externalId ? { externalId } : {}),
    ...(options.profile ? { profile: options.profile } : {}),
    ...(world.requestHandler ? { requestHandler: world.requestHandler } : {}),
  });
  const rows = await checkMember(
    {
      account,
      clock: world.clock ?? systemClock,
      ...(world.sleep ? { sleep: world.sleep } : {}),
      ...(credentials ? { credentials } : {}),
      ...(world.requestHandler ? { requestHandler: world.requestHandler } : {}),
    },
    regions,
    progress(options),
  ).finally(() => endProgress(options));
  await writeResult(
    options.format === 'json'
      ? jsonText({ schemaVersion: 1, account, through, collectors: rows })
      : checkText(account, through, rows, options),
    options,
  );
  return exitCode(rows);
};

export interface OnboardOptions extends TrustOptions {
  readonly account: string;
  readonly regions?: readonly string[];
  readonly governanceProfile?: string;
  /** `sources.yaml` to add the account to. */
  readonly write?: string;
  readonly quiet?: boolean;
}

/** Deploys the member stack, checks it where the governance account's profile is given, and says what to add. */
export const runOnboard = async (options: OnboardOptions, world: MemberWorld = {}): Promise<number> => {
  const account = accountOf('--account', options.account);
  const trust = trustOf(options);
  const named = regionsGiven(options.regions);
  const home = named?.[0] ?? regionOfEnvironment();
  const caller = await callerOf({ region: home, ...world });
  if (caller.account !== account)
    throw new CommandFailure(
      `The credentials belong to account ${caller.account}, not to ${account}. Set AWS_PROFILE to one of the account to onboard.`,
      2,
    );
  const clock = world.clock ?? systemClock;
  const listed = named ? undefined : await enabledRegions({ account, region: home, clock, ...world });
  const regions = named ?? listed?.regions ?? [home];
  const say = (line: string) => {
    if (!options.quiet) process.stdout.write(`${line}\n`);
  };
  const roleRegion = (await roleRegionOf(regions, world)) ?? home;
  const { memberTemplate } = await import('./member-template.ts');
  const template = JSON.stringify(memberTemplate({}));
  const parameters = {
    GovernanceAccount: trust.governanceAccount,
    ExternalId: trust.externalId,
    RoleRegion: roleRegion,
    OperatorRoles: trust.operatorRoles ?? '',
    EventBusArn: trust.eventBusArn ?? '',
  };
  const tools = { ...world, sleep: world.sleep ?? pause, progress: progress(options) };
  const width = Math.max(...regions.map((region) => region.length)) + 2;
  // The role's Region first: the others only forward changes.
  for (const region of [...new Set([roleRegion, ...regions])]) {
    const deployed = await deployMember(region, { template, parameters }, tools).finally(() =>
      endProgress(options),
    );
    say(`${region.padEnd(width)}stack ${deployed}${region === roleRegion ? ', with the role' : ''}`);
  }
  const since = trust.eventBusArn ? { changeFeedSince: clock.now().toISOString() } : {};
  const entry = { account, regions, ...since };
  if (options.write) say(`${options.write}: ${account} ${await addToSources(options.write, entry)}`);
  else say(`\nAdd to sources.yaml in the intake bucket:\n${entryText(entry)}`);
  if (!options.governanceProfile) {
    const check = `npx gatehouse member check --account ${account} --region ${regions.join(' ')}`;
    say(`Check it from the governance account, with the external id:\n  ${check}`);
    if (!trust.operatorRoles)
      say('Only discovery may assume the role so far: --operator-roles names people who may check it.');
    return 0;
  }
  return runCheck(
    {
      account,
      region: regions,
      externalId: trust.externalId,
      profile: options.governanceProfile,
      format: 'text',
      ...(options.quiet ? { quiet: true } : {}),
    },
    world,
  );
};
