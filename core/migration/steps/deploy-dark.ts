import { accessLogFormat } from '../harden/policy.ts';
import { openPolicy } from '../harden/resource-policy.ts';
import { plannedHash } from './create-target.ts';
import { forward, type MigrationPorts, type StepInput } from './step.ts';
import { targetOf } from './target.ts';

/**
 * Deploys closed, sets up the stage, and only then opens the resource policy and deploys again: from the first moment
 * that anything can be called, it is logged and throttled. No mapping leads to it yet.
 */
export const deployDark = (
  input: StepInput,
  ports: Pick<MigrationPorts, 'migrations' | 'writer' | 'policy' | 'site' | 'clock'>,
) =>
  forward('DeployDark', input, ports, async (migration) => {
    const { writer, policy, site } = ports;
    const { gatewayId, stage } = targetOf(migration);
    const planHash = plannedHash(migration);
    const deploy = async (phase: 'closed' | 'open'): Promise<string> => {
      const description = `${planHash} ${phase}`;
      return (
        (await writer.findDeployment(gatewayId, description)) ??
        (await writer.createDeployment(gatewayId, description))
      );
    };
    const opened = await writer.findDeployment(gatewayId, `${planHash} open`);
    if (opened === undefined) await writer.putStage(gatewayId, stage, await deploy('closed'));
    await writer.setStageSettings(gatewayId, stage, {
      accessLog: { destinationArn: site.accessLogArn, format: accessLogFormat(policy) },
      throttle: policy.stage.throttle,
      loggingLevel: policy.stage.loggingLevel,
      tracing: policy.stage.tracing,
    });
    // Also when resumed: the import that was repeated before has closed the working copy again.
    await writer.setPolicy(gatewayId, openPolicy(stage));
    const deploymentId = opened ?? (await deploy('open'));
    await writer.putStage(gatewayId, stage, deploymentId);
    return {
      outcome: 'DONE',
      detail: `stage ${stage} serves deployment ${deploymentId}; nothing leads to it`,
      change: (current) => ({ ...current, target: { gatewayId, stage, deploymentId } }),
    };
  });
