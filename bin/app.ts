#!/usr/bin/env node
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { gatehouse } from '../lib/gatehouse.ts';
import { memberContext } from '../lib/member/member-context.ts';
import { memberStackName } from '../lib/member/names.ts';
import { MemberStack } from '../lib/stacks/member-stack.ts';

const app = new App();
const member = memberContext(app.node);
if (member) new MemberStack(app, memberStackName, member);
else gatehouse(app);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
