import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { alarmTable } from '../alarm-table.ts';
import type { DataStack } from './data-stack.ts';
import type { PortalStack } from './portal-stack.ts';
import type { WorkflowStack } from './workflow-stack.ts';

const runbook = 'docs/runbook.md';

/** Alarms, each with its place in the runbook, and one board. */
export class OperationsStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    props: StackProps & {
      readonly data: DataStack;
      readonly portal: PortalStack;
      readonly workflow: WorkflowStack;
    },
  ) {
    super(scope, id, props);
    const { data, portal, workflow } = props;
    const topic = new Topic(this, 'Alarms', {
      masterKey: data.key,
      enforceSSL: true,
      displayName: 'Gatehouse alarms',
    });
    const period = Duration.minutes(5);
    const machine = (name: keyof typeof workflow.machines) => workflow.machines[name].stateMachine;
    // Ids of metrics are unique within a graph: each sum takes its own letter.
    const sum = (letter: string, metrics: IMetric[]): IMetric =>
      new MathExpression({
        expression: metrics.map((_, index) => `${letter}${index}`).join('+'),
        usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`${letter}${index}`, metric])),
        period,
      });
    const metrics: Record<(typeof alarmTable)[number]['metric'], IMetric> = {
      cycleFailed: sum('c', [
        machine('governance-cycle').metricFailed({ period }),
        machine('governance-cycle').metricTimedOut({ period }),
      ]),
      stepFailed: sum(
        's',
        (['discovery', 'documentation', 'assessment'] as const).map((name) =>
          machine(name).metricFailed({ period }),
        ),
      ),
      reviewFailed: sum('r', [
        machine('risk-review').metricFailed({ period }),
        machine('risk-review').metricTimedOut({ period }),
      ]),
      sweepFailed: machine('exception-sweep').metricFailed({ period }),
      migrationFailed: sum('m', [
        machine('migration').metricFailed({ period }),
        machine('migration').metricTimedOut({ period }),
      ]),
      startsThrottled: machine('governance-cycle').metricThrottled({ period }),
      undelivered: workflow.undelivered.metricApproximateNumberOfMessagesVisible({ period }),
      portalErrors: portal.portal.function.metricErrors({ period }),
      portalThrottled: portal.portal.function.metricThrottles({ period }),
    };
    for (const row of alarmTable) {
      const alarm = new Alarm(this, row.id, {
        alarmName: `gatehouse-${row.anchor}`,
        alarmDescription: `${row.means} Runbook: ${runbook}#${row.anchor}. Does not show: ${row.doesNotShow}`,
        metric: metrics[row.metric],
        threshold: row.threshold,
        evaluationPeriods: row.periods,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(new SnsAction(topic));
    }
    new Dashboard(this, 'Board', {
      dashboardName: 'gatehouse',
      widgets: [
        [
          new GraphWidget({
            title: 'Processes that failed',
            width: 12,
            left: [
              metrics.cycleFailed,
              metrics.stepFailed,
              metrics.reviewFailed,
              metrics.migrationFailed,
              metrics.sweepFailed,
            ],
          }),
          new GraphWidget({
            title: 'Portal',
            width: 12,
            left: [portal.portal.function.metricInvocations({ period }), metrics.portalErrors],
            right: [portal.portal.function.metricDuration({ period, statistic: 'p95' })],
          }),
        ],
      ],
    });
  }
}
