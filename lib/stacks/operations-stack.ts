import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { type AlarmRow, alarmTable } from '../alarm-table.ts';
import { pascal } from '../asl.ts';
import type { DataStack } from './data-stack.ts';
import type { PortalStack } from './portal-stack.ts';
import type { WorkflowStack } from './workflow-stack.ts';

const runbook = 'docs/runbook.md';
const period = Duration.minutes(5);

export interface OperationsStackProps extends StackProps {
  readonly data: DataStack;
  readonly portal: PortalStack;
  readonly workflow: WorkflowStack;
}

/** Alarms, each with its place in the runbook, and one board. */
export class OperationsStack extends Stack {
  constructor(scope: Construct, id: string, props: OperationsStackProps) {
    super(scope, id, props);
    const topic = new Topic(this, 'Alarms', {
      masterKey: props.data.key,
      enforceSSL: true,
      displayName: 'Gatehouse alarms',
    });
    for (const row of alarmTable) {
      for (const [suffix, metric] of Object.entries(metricsOf(row, props))) {
        const alarm = new Alarm(this, pascal(`${row.anchor}${suffix}`), {
          alarmName: `gatehouse-${row.anchor}${suffix}`,
          alarmDescription: `${row.means} Runbook: ${runbook}#${row.anchor}. Does not show: ${row.doesNotShow}`,
          metric,
          threshold: 1,
          evaluationPeriods: row.periods,
          comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
          treatMissingData: TreatMissingData.NOT_BREACHING,
        });
        alarm.addAlarmAction(new SnsAction(topic));
      }
    }
    const { portal, workflow } = props;
    new Dashboard(this, 'Board', {
      dashboardName: 'gatehouse',
      widgets: [
        [
          new GraphWidget({
            title: 'Executions that failed',
            width: 12,
            left: Object.values(workflow.machines).map(({ stateMachine }) =>
              stateMachine.metricFailed({ period }),
            ),
          }),
          new GraphWidget({
            title: 'Portal',
            width: 12,
            left: [
              portal.portal.function.metricInvocations({ period }),
              portal.portal.function.metricErrors({ period }),
            ],
            right: [portal.portal.function.metricDuration({ period, statistic: 'p95' })],
          }),
        ],
      ],
    });
  }
}

/** Name suffix of each alarm of a row, and its metric. */
const metricsOf = (row: AlarmRow, { portal, workflow }: OperationsStackProps): Record<string, Metric> => {
  switch (row.watches) {
    case 'portal-errors':
      return { '': portal.portal.function.metricErrors({ period }) };
    case 'portal-throttles':
      return { '': portal.portal.function.metricThrottles({ period }) };
    case 'undelivered':
      return { '': workflow.undelivered.metricApproximateNumberOfMessagesVisible({ period }) };
    default:
      return Object.fromEntries(
        row.watches.machines.flatMap((machine) => {
          const { stateMachine } = workflow.machines[machine];
          return [
            [`-${machine}`, stateMachine.metricFailed({ period })],
            [`-${machine}-timed-out`, stateMachine.metricTimedOut({ period })],
          ];
        }),
      );
  }
};
