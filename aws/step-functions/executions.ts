import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  paginateListExecutions,
  paginateListStateMachines,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';

export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE';
  readonly startedAt: string;
  readonly endedAt?: string;
}

/** No machine of that name in this account and Region. */
export class MachineNotFound extends Error {
  override readonly name = 'MachineNotFound';
}

/** Executions as a person at a terminal follows them. Machines are found by their fixed name. */
export const sfnExecutions = (client = new SFNClient({})) => {
  let arns: Map<string, string> | undefined;
  const machineArn = async (machine: string): Promise<string> => {
    if (!arns) {
      arns = new Map();
      for await (const page of paginateListStateMachines({ client }, {})) {
        for (const { name, stateMachineArn } of page.stateMachines ?? [])
          if (name && stateMachineArn) arns.set(name, stateMachineArn);
      }
    }
    const arn = arns.get(`gatehouse-${machine}`);
    if (!arn)
      throw new MachineNotFound(
        `There is no state machine gatehouse-${machine} here. Deploy the stacks first (npx cdk deploy --all), or check AWS_PROFILE and AWS_REGION.`,
      );
    return arn;
  };
  return {
    async start(machine: string, name: string, input: unknown): Promise<string> {
      const { executionArn } = await client.send(
        new StartExecutionCommand({
          stateMachineArn: await machineArn(machine),
          name,
          input: JSON.stringify(input),
        }),
      );
      return executionArn ?? '';
    },
    async list(machine: string): Promise<Execution[]> {
      const executions: Execution[] = [];
      for await (const page of paginateListExecutions(
        { client },
        { stateMachineArn: await machineArn(machine) },
      )) {
        for (const { executionArn, name, status, startDate, stopDate } of page.executions ?? []) {
          executions.push({
            arn: executionArn ?? '',
            name: name ?? '',
            status: status ?? 'RUNNING',
            startedAt: (startDate ?? new Date(0)).toISOString(),
            ...(stopDate ? { endedAt: stopDate.toISOString() } : {}),
          });
        }
      }
      return executions;
    },
    async describe(
      arn: string,
    ): Promise<Pick<Execution, 'status'> & { readonly error?: string; readonly cause?: string }> {
      const { status, error, cause } = await client.send(new DescribeExecutionCommand({ executionArn: arn }));
      return { status: status ?? 'RUNNING', ...(error ? { error } : {}), ...(cause ? { cause } : {}) };
    },
    /** The state that the execution entered last. */
    async currentState(arn: string): Promise<string | undefined> {
      const { events } = await client.send(
        new GetExecutionHistoryCommand({ executionArn: arn, reverseOrder: true, maxResults: 20 }),
      );
      return events?.find(({ stateEnteredEventDetails }) => stateEnteredEventDetails)
        ?.stateEnteredEventDetails?.name;
    },
  };
};
