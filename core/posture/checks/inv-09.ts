import type { Check } from '../check.ts';
import { eachDeployment } from '../stages.ts';
import { verdicts } from '../verdict.ts';

const id = 'INV-09';
const severity = 'MEDIUM';

/** Why an operation stands for endpoints that nobody can count. */
const catchAll = (method: string, path: string): string | undefined => {
  if (path === '$default') return 'takes every request that no route names';
  if (/\{[^}]*\+\}/.test(path)) return 'takes every path below it';
  return method === 'ANY' ? 'takes every method' : undefined;
};

/** Behind a catch-all there are endpoints that no inventory, document or policy names. */
export const inv09: Check = {
  id,
  title: 'No catch-all hides endpoints',
  severity,
  appliesTo: ['REST', 'HTTP'],
  references: ['OWASP API9:2023', 'OWASP API8:2023'],
  evaluate: ({ api }) => {
    const say = verdicts({ id, severity }, api, 'DEPLOYED');
    return eachDeployment(api, say, ({ stage, label, operations, call }) => {
      const found = operations.flatMap(({ method, path }) => {
        const why = catchAll(method, path);
        if (!why) return [];
        return [
          say.fail({
            at: { stage, method, path },
            reason: `${method} ${path} on stage ${label} ${why}.`,
            seen: [{ call, field: 'operation', value: `${method} ${path}` }],
            remediation: {
              text: `Replace ${method} ${path} by a route for each endpoint that is documented or seen in traffic, then deploy.`,
              needsRedeploy: api.kind === 'REST',
            },
          }),
        ];
      });
      if (found.length > 0) return found;
      const reason = `All ${operations.length} operations on stage ${label} are explicit.`;
      return [
        say.pass({ at: { stage }, reason, seen: [{ call, field: 'operations', value: operations.length }] }),
      ];
    });
  },
};
