import { join } from 'node:path';
import {
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { dynamoAuditTrail } from '../../aws/dynamodb/audit-trail.ts';
import { sfnExecutions } from '../../aws/step-functions/executions.ts';
import { startCycle } from '../../bin/cycle-run.ts';
import { storedState } from '../../bin/report-run.ts';
import { readGovernanceState } from '../../core/report/report-source.ts';
import { intakeFile } from '../../local/demo-bank/intake-folder.ts';
import { deploySystem, prepareDemoBank, startSystem } from '../../local/demo-system.ts';
import { repository } from '../../local/home.ts';
import { type LocalAws, resetLocalAws } from '../../local/local-aws.ts';
import { mailbox } from '../../local/mailbox.ts';

const home = join(repository, '.gatehouse', 'whole-system');
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The stacks deployed as a user does, then every function held to its own role (`AUTH=true`). */
export const wholeSystem = async (): Promise<LocalAws> => {
  await resetLocalAws(home);
  const open = await startSystem({ home });
  const outputs = await deploySystem(open, () => {});
  const aws = await startSystem({ home, auth: true });
  await prepareDemoBank(aws, outputs, () => {});
  return aws;
};

/** Waits for something that happens by itself; says what it was when it does not. */
export const eventually = async <Value>(
  what: string,
  read: () => Promise<Value | undefined>,
  seconds = 60,
): Promise<Value> => {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    if (Date.now() > until) throw new Error(`${what} did not happen within ${seconds} seconds.`);
    await sleep(400);
  }
};

/** Runs one cycle. @returns its name and how it ended */
export const runCycle = async (name: string): Promise<{ name: string; status: string }> => {
  const cycle = await startCycle(name);
  const executions = sfnExecutions();
  const status = await eventually(
    `The end of ${name}`,
    async () => {
      const now = await executions.describe(cycle.arn);
      return now.status === 'RUNNING' ? undefined : now.status;
    },
    300,
  );
  return { name, status };
};

/** Waits until no execution of a machine runs. @returns how each ended, newest first */
export const settled = (machine: string) =>
  eventually(`The end of ${machine}`, async () => {
    const all = await sfnExecutions().list(machine);
    return all.length > 0 && all.every(({ status }) => status !== 'RUNNING') ? all : undefined;
  });

export const state = () => readGovernanceState(storedState());

/** Everything that a link could change, as stored. */
export const decisionState = async () => {
  const reviews = await storedState().reviews.list();
  const ledgers = await Promise.all(reviews.map(({ review }) => dynamoAuditTrail().read(review.exceptionId)));
  return JSON.stringify({ reviews, ledgers });
};

export const openReview = () =>
  eventually('An open review', async () =>
    (await state()).reviews.find(({ review }) => review.state === 'IN_REVIEW'),
  );

/** The Review link of the newest mail to somebody about a case. */
export const reviewLinkFor = (aws: LocalAws, mail: string, exceptionId: string) =>
  eventually(`The mail to ${mail}`, async () => {
    const mails = await mailbox(aws.endpoint).read();
    const text = mails
      .filter(({ to, subject }) => to.includes(mail) && subject.includes(exceptionId))
      .at(-1)?.text;
    return /https?:\/\/\S+\/r\/\S+/.exec(text ?? '')?.[0];
  });

/** A second request for the same API, as its owner would file it. */
export const fileRequest = async (key: string): Promise<void> => {
  const until = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
  const text = intakeFile('exceptions/h2h-files.yaml').replace(
    /^requestedUntil:.*$/m,
    `requestedUntil: ${until}`,
  );
  await new S3Client({ forcePathStyle: true }).send(
    new PutObjectCommand({ Bucket: process.env.INTAKE_BUCKET ?? '', Key: key, Body: text }),
  );
};

export const setFaults = async (aws: LocalAws, faults: readonly object[]): Promise<void> => {
  const answer = await fetch(`${aws.endpoint}/_gatehouse/faults`, {
    method: 'PUT',
    body: JSON.stringify(faults),
  });
  if (!answer.ok) throw new Error(await answer.text());
};

/** Takes statements of one Sid out of the role of a function. @returns how to give them back */
export const takeGrantAway = async (roleName: string, sid: string): Promise<() => Promise<void>> => {
  const iam = new IAMClient({});
  const { Roles = [] } = await iam.send(new ListRolesCommand({ MaxItems: 1000 }));
  const RoleName = Roles.find((role) => role.RoleName?.includes(roleName))?.RoleName;
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  for (const PolicyName of PolicyNames) {
    const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    const whole = decodeURIComponent(PolicyDocument);
    const policy = JSON.parse(whole) as { Statement: { Sid?: string }[] };
    const without = policy.Statement.filter((statement) => statement.Sid !== sid);
    if (without.length === policy.Statement.length) continue;
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    await iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName,
        PolicyDocument: JSON.stringify({ ...policy, Statement: without }),
      }),
    );
    return async () => {
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: whole }));
    };
  }
  throw new Error(`No role like ${roleName} has a statement ${sid}.`);
};
