import { DescribeExecutionCommand, SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { sfnReviewExecutions } from '../../../aws/step-functions/review-executions.ts';
import { sfnRoundCompleter } from '../../../aws/step-functions/round-completer.ts';
import { exceptionId } from '../../../core/identifiers.ts';

const sfn = mockClient(SFNClient);
beforeEach(() => void sfn.reset());
const subject = { exceptionId: exceptionId('EX-1'), round: 2 };
const named = (name: string) => Object.assign(new Error('from the service'), { name });

describe('completer', () => {
  test('sends ids and nothing that was decided', async () => {
    sfn.on(SendTaskSuccessCommand).resolves({});
    expect(await sfnRoundCompleter().complete('token', subject)).toBe('COMPLETED');
    expect(sfn.commandCalls(SendTaskSuccessCommand)[0]?.args[0].input).toEqual({
      taskToken: 'token',
      output: '{"exceptionId":"EX-1","round":2}',
    });
  });

  test.each(['TaskTimedOut', 'InvalidToken', 'TaskDoesNotExist'])(
    'late-callback-is-stale-not-error: %s',
    async (name) => {
      sfn.on(SendTaskSuccessCommand).rejects(named(name));
      expect(await sfnRoundCompleter().complete('token', subject)).toBe('STALE');
    },
  );

  test.each(['AccessDeniedException', 'ThrottlingException', 'InvalidOutput', 'TimeoutError'])(
    '%s is an error',
    async (name) => {
      sfn.on(SendTaskSuccessCommand).rejects(named(name));
      await expect(sfnRoundCompleter().complete('token', subject)).rejects.toThrow('from the service');
    },
  );
});

describe('executions', () => {
  process.env.RISK_REVIEW_MACHINE_ARN = 'arn:aws:states:eu-west-1:1:stateMachine:gatehouse-risk-review';

  test.each([
    ['RUNNING', true],
    ['SUCCEEDED', false],
    ['FAILED', false],
    ['TIMED_OUT', false],
    ['ABORTED', false],
  ] as const)('%s → running: %s', async (status, running) => {
    sfn.on(DescribeExecutionCommand).resolves({ status });
    expect(await sfnReviewExecutions().isRunning('review-1')).toBe(running);
    expect(sfn.commandCalls(DescribeExecutionCommand)[0]?.args[0].input.executionArn).toBe(
      'arn:aws:states:eu-west-1:1:execution:gatehouse-risk-review:review-1',
    );
  });

  test('an execution that never was does not run', async () => {
    sfn.on(DescribeExecutionCommand).rejects(named('ExecutionDoesNotExist'));
    expect(await sfnReviewExecutions().isRunning('review-1')).toBe(false);
  });

  test('not being allowed to look is not the same as not running', async () => {
    sfn.on(DescribeExecutionCommand).rejects(named('AccessDeniedException'));
    await expect(sfnReviewExecutions().isRunning('review-1')).rejects.toThrow('from the service');
  });
});
