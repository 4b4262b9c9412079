/** Operations that the host serves and its specification does not have. */
import type { Operation, Spec } from '../corpus.ts';
import type { Random } from '../random.ts';
import { canonical } from '../traffic.ts';
import { routerOf } from './router.ts';

const tails = [
  'export',
  'debug',
  'legacy-view',
  'raw',
  'recalculate',
  'audit-trail',
  'shadow',
  'dump',
  'sync',
];
const roots = ['internal', 'admin', 'beta', 'v0', 'ops', 'partner-feed', 'backoffice'];

export const plantedIn = (spec: Spec, count: number, random: Random): Operation[] => {
  const taken = new Set(spec.operations.map(({ method, template }) => `${method} ${canonical(template)}`));
  // What a documented template answers cannot be told from the documented.
  const documented = routerOf(spec.operations);
  const planted: Operation[] = [];
  for (let attempt = 0; planted.length < count && attempt < 60; attempt++) {
    const model = random.pick(spec.operations);
    const kind = random.int(4);
    const operation: Operation =
      kind === 0
        ? { ...model, template: `${model.template}/${random.pick(tails)}` }
        : kind === 1
          ? {
              method: random.pick(['GET', 'POST']),
              template: `/${random.pick(roots)}/${random.pick(tails)}/{id}`,
              parameters: { id: { type: random.pick(['integer', 'string']) } },
            }
          : kind === 2
            ? { ...model, method: random.pick(['DELETE', 'PUT', 'PATCH']) }
            : {
                method: 'GET',
                template: `/${random.pick(roots)}/${random.pick(tails)}`,
                parameters: {},
              };
    const key = `${operation.method} ${canonical(operation.template)}`;
    if (documented(operation.method, operation.template.replace(/\{[^{}]*\}/g, '7'))) continue;
    if (taken.has(key) || operation.template.split('/').length > 12) continue;
    taken.add(key);
    planted.push(operation);
  }
  return planted;
};
