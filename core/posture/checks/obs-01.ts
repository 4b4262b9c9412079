import type { Check } from '../check.ts';
import { eachStage } from '../stages.ts';
import { verdicts } from '../verdict.ts';

const id = 'OBS-01';
const severity = 'HIGH';

/** Access logs, stage by stage: execution logs say how the gateway worked, not who called what. */
export const obs01: Check = {
  id,
  title: 'Every stage writes an access log',
  severity,
  appliesTo: ['REST', 'HTTP'],
  references: ['OWASP API9:2023', 'PCI DSS 4.0.1 10.2.1'],
  evaluate: ({ api }) => {
    const say = verdicts({ id, severity }, api, 'CONFIG');
    return eachStage(api, say, ({ name, accessLog }) => {
      const at = { stage: name };
      const seen = [
        {
          call: 'GetStages',
          field: `${name} accessLogSettings.destinationArn`,
          value: accessLog?.destinationArn,
        },
      ];
      if (accessLog)
        return [say.pass({ at, reason: `Stage ${name} logs to ${accessLog.destinationArn}.`, seen })];
      const logGroup = `arn:aws:logs:${api.region}:${api.account}:log-group:/api-gateway/${api.gatewayId}/${name}`;
      return [
        say.fail({
          at,
          reason: `Stage ${name} writes no access log: nobody can say afterwards who called it.`,
          seen,
          remediation: {
            text: 'Create a log group with retention, and name it and a JSON format in the stage.',
            operation: 'UpdateStage',
            ...(api.kind === 'REST'
              ? {
                  patch: [
                    { op: 'replace', path: '/accessLogSettings/destinationArn', value: logGroup },
                    {
                      op: 'replace',
                      path: '/accessLogSettings/format',
                      value:
                        '{"requestId":"$context.requestId","principal":"$context.authorizer.principalId","status":"$context.status"}',
                    },
                  ],
                }
              : {}),
            needsRedeploy: false,
          },
        }),
      ];
    });
  },
};
