import type { InputProblem } from '../../../input-problem.ts';
import type { ImportContext, ImportedApi } from '../importer.ts';
import type { RouteBudget } from '../route-budget.ts';
import { appsyncApis } from './appsync.ts';
import { distributionApis } from './distributions.ts';
import type { AwsEstate } from './estate.ts';
import { functionUrls } from './function-urls.ts';
import { httpApis } from './http-api.ts';
import { listenerApis } from './listener-rules.ts';
import { restApis } from './rest-api.ts';

/** Everything on AWS that takes requests, from resources of whichever tool. */
export const readEstate = (
  estate: AwsEstate,
  context: ImportContext,
  budget: RouteBudget,
): { readonly apis: readonly ImportedApi[]; readonly problems: readonly InputProblem[] } => {
  const rest = restApis(estate, context, budget);
  const http = httpApis(estate, context, budget);
  return {
    apis: [
      ...rest.apis,
      ...http.apis,
      ...appsyncApis(estate, context),
      ...listenerApis(estate, budget),
      ...functionUrls(estate, context),
      ...distributionApis(estate, context, budget),
    ],
    problems: [...rest.problems, ...http.problems],
  };
};
