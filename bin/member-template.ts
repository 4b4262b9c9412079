import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { memberStackName } from '../lib/member/names.ts';
import { MemberStack, type MemberStackProps } from '../lib/stacks/member-stack.ts';

export interface MemberTemplate {
  readonly Description?: string;
  readonly Parameters: Readonly<Record<string, unknown>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, unknown>>;
}

/** The stack of a member account as plain CloudFormation: no bootstrap, no assets, fit for StackSets. */
export const memberTemplate = (props: MemberStackProps): MemberTemplate => {
  const outdir = mkdtempSync(join(tmpdir(), 'gatehouse-member-'));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    new MemberStack(app, memberStackName, props);
    return app.synth().getStackByName(memberStackName).template as MemberTemplate;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};
