import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { ReviewExecutions } from '../../core/risk/ports.ts';
import { setting } from '../settings.ts';

export const sfnReviewExecutions = (): ReviewExecutions => {
  const machineArn = setting('RISK_REVIEW_MACHINE_ARN');
  const client = new SFNClient({});
  return {
    async isRunning(name) {
      const executionArn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
      try {
        const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
        return status === 'RUNNING';
      } catch (error) {
        if (error instanceof Error && error.name === 'ExecutionDoesNotExist') return false;
        throw error;
      }
    },
  };
};
