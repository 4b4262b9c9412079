import type { Check } from '../check.ts';
import { eachStage } from '../stages.ts';
import { verdicts } from '../verdict.ts';

const id = 'OBS-07';
const severity = 'HIGH';

/** Data trace writes whole requests and answers, tokens and card numbers included, into the log. */
export const obs07: Check = {
  id,
  title: 'No stage traces request and response data',
  severity,
  appliesTo: ['REST'],
  references: ['PCI DSS 4.0.1 3.3.1'],
  evaluate: ({ api }) => {
    const say = verdicts({ id, severity }, api, 'CONFIG');
    return eachStage(api, say, ({ name, methodSettings }) => {
      const traced = Object.keys(methodSettings).filter((key) => methodSettings[key]?.dataTraceEnabled);
      const at = { stage: name };
      if (traced.length === 0)
        return [
          say.pass({
            at,
            reason: `Stage ${name} logs no bodies.`,
            seen: [{ call: 'GetStages', field: `${name} dataTraceEnabled`, value: false }],
          }),
        ];
      return [
        say.fail({
          at,
          reason: `Stage ${name} writes whole requests and answers to its log (${traced.join(', ')}).`,
          seen: traced.map((key) => ({ call: 'GetStages', field: `${key} dataTraceEnabled`, value: true })),
          remediation: {
            text: 'Switch data trace off, then look through what the log has kept.',
            operation: 'UpdateStage',
            patch: traced.map((key) => ({
              op: 'replace',
              path: `/${key}/logging/dataTrace`,
              value: 'false',
            })),
            needsRedeploy: false,
          },
        }),
      ];
    });
  },
};
