import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { sfnWorkflows } from '../../../aws/step-functions/workflows.ts';

const sfn = mockClient(SFNClient);
const exists = Object.assign(new Error('exists'), { name: 'ExecutionAlreadyExists' });

beforeEach(() => {
  sfn.reset();
  process.env.MIGRATION_MACHINE_ARN = 'arn:aws:states:us-east-1:1:stateMachine:gatehouse-migration';
});

describe('starting a machine', () => {
  test('gives name and input to the machine of the environment', async () => {
    sfn.on(StartExecutionCommand).resolves({ executionArn: 'arn' });
    expect(await sfnWorkflows().start('migration', 'mig-1', { apiId: 'a' })).toBe('STARTED');
    expect(sfn.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
      stateMachineArn: 'arn:aws:states:us-east-1:1:stateMachine:gatehouse-migration',
      name: 'mig-1',
      input: '{"apiId":"a"}',
    });
  });

  test('the same name with the same input is the same work', async () => {
    sfn.on(StartExecutionCommand).rejects(exists);
    sfn.on(DescribeExecutionCommand).resolves({ input: '{"apiId":"a"}' });
    expect(await sfnWorkflows().start('migration', 'mig-1', { apiId: 'a' })).toBe('ALREADY_STARTED');
    expect(sfn.commandCalls(DescribeExecutionCommand)[0]?.args[0].input.executionArn).toBe(
      'arn:aws:states:us-east-1:1:execution:gatehouse-migration:mig-1',
    );
  });

  test('the same name with another input is a defect, not a success', async () => {
    sfn.on(StartExecutionCommand).rejects(exists);
    sfn.on(DescribeExecutionCommand).resolves({ input: '{"apiId":"b"}' });
    await expect(sfnWorkflows().start('migration', 'mig-1', { apiId: 'a' })).rejects.toThrow(
      'mig-1 already runs with another input.',
    );
  });

  test('any other error is not swallowed', async () => {
    sfn.on(StartExecutionCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
    await expect(sfnWorkflows().start('migration', 'mig-1', {})).rejects.toThrow('no');
  });
});
