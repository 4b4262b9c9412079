import { type App, Tags } from 'aws-cdk-lib';
import { readEnvironment } from './environment.ts';
import { DataStack } from './stacks/data-stack.ts';
import { OperationsStack } from './stacks/operations-stack.ts';
import { PortalStack } from './stacks/portal-stack.ts';
import { WorkflowStack } from './stacks/workflow-stack.ts';

/** The four stacks of one deployment, in the order in which they depend on each other. */
export const gatehouse = (app: App) => {
  const environment = readEnvironment(app.node);
  const env = {
    ...(environment.account ? { account: environment.account } : {}),
    ...(environment.region ? { region: environment.region } : {}),
  };
  const common = { env, environment, terminationProtection: !environment.local };
  const data = new DataStack(app, 'GatehouseData', common);
  const portal = new PortalStack(app, 'GatehousePortal', { ...common, data });
  const workflow = new WorkflowStack(app, 'GatehouseWorkflow', { ...common, data, portal });
  const operations = new OperationsStack(app, 'GatehouseOperations', { ...common, data, portal, workflow });
  Tags.of(app).add('application', 'gatehouse');
  return { data, portal, workflow, operations };
};
