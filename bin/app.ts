#!/usr/bin/env node
import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readEnvironment } from '../lib/environment.ts';
import { DataStack } from '../lib/stacks/data-stack.ts';
import { OperationsStack } from '../lib/stacks/operations-stack.ts';
import { PortalStack } from '../lib/stacks/portal-stack.ts';
import { WorkflowStack } from '../lib/stacks/workflow-stack.ts';

const app = new App();
const environment = readEnvironment(app.node);
const env = {
  ...(environment.account ? { account: environment.account } : {}),
  ...(environment.region ? { region: environment.region } : {}),
};
const common = { env, environment, terminationProtection: !environment.local };

const data = new DataStack(app, 'GatehouseData', common);
const portal = new PortalStack(app, 'GatehousePortal', { ...common, data });
const workflow = new WorkflowStack(app, 'GatehouseWorkflow', { ...common, data, portal });
new OperationsStack(app, 'GatehouseOperations', { ...common, data, portal, workflow });

Tags.of(app).add('application', 'gatehouse');
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
