import { objectAt } from '../json.ts';
import { segmentsOf } from './paths.ts';
import type { Transformation } from './transformation.ts';

/** Resources per API, Amazon API Gateway quotas. */
export const maxResources = 300;

/** Path parts that the import would create. */
export const resourceCount = (paths: readonly string[]): number => {
  const resources = new Set<string>();
  for (const path of paths) {
    let resource = '';
    for (const segment of segmentsOf(path)) {
      resource += `/${segment}`;
      resources.add(resource);
    }
  }
  return resources.size;
};

/** Refuses a document that needs more resources than an API may have. */
export const resources: Transformation = {
  id: 'S12',
  title: 'Resources counted',
  because: `An API has at most ${maxResources} resources.`,
  apply: (document, log) => {
    const paths = Object.keys(objectAt(document, 'paths') ?? {});
    if (paths.length === 0)
      log.block(
        'S12',
        '/paths',
        'No operation is left that the gateway could serve. Describe the routes as paths.',
      );
    const count = resourceCount(paths);
    if (count > maxResources)
      log.block(
        'S12',
        '/paths',
        `${count} resources; an API has at most ${maxResources}. Split the document by its first path segment, or have the quota raised.`,
      );
  },
};
