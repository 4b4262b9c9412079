import {
  DescribeExecutionCommand,
  paginateListExecutions,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Workflows } from '../../core/ports.ts';
import { setting } from '../settings.ts';

/** A second execution of the same name with another input: the caller's names do not identify its work. */
export class ExecutionNameTaken extends Error {
  override readonly name = 'ExecutionNameTaken';
}

const machineSetting = {
  'risk-review': 'RISK_REVIEW_MACHINE_ARN',
  migration: 'MIGRATION_MACHINE_ARN',
  'governance-cycle': 'GOVERNANCE_CYCLE_MACHINE_ARN',
} as const;

/**
 * Starts executions by name. The service answers the same name and input with the running execution, or with
 * `ExecutionAlreadyExists`; the latter is the same work only when its input is the same.
 */
export const sfnWorkflows = (): Workflows => {
  const client = new SFNClient({});
  return {
    async start(machine, name, input) {
      const stateMachineArn = setting(machineSetting[machine]);
      const text = JSON.stringify(input);
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn, name, input: text }));
        return 'STARTED';
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'ExecutionAlreadyExists') throw error;
        const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
        const running = await client.send(new DescribeExecutionCommand({ executionArn }));
        if (running.input !== text)
          throw new ExecutionNameTaken(`${name} already runs with another input.`, { cause: error });
        return 'ALREADY_STARTED';
      }
    },
    async running(machine) {
      const names: string[] = [];
      const query = { stateMachineArn: setting(machineSetting[machine]), statusFilter: 'RUNNING' as const };
      for await (const page of paginateListExecutions({ client }, query)) {
        names.push(...(page.executions ?? []).flatMap(({ name }) => name ?? []));
      }
      return names;
    },
  };
};
