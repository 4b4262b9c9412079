import { version } from './s01-version.ts';
import { references } from './s02-references.ts';
import { deepReferences } from './s03-deep-references.ts';
import { unresolvable } from './s04-unresolvable.ts';
import { modelNames } from './s05-model-names.ts';
import { keywords } from './s06-keywords.ts';
import { nullable } from './s06-nullable.ts';
import { parameterNames } from './s07-parameter-names.ts';
import { siblingVariables } from './s08-sibling-variables.ts';
import { segments } from './s09-segments.ts';
import { slashes } from './s11-slashes.ts';
import { resources } from './s12-resources.ts';
import { parameters } from './s13-parameters.ts';
import { security } from './s14-security.ts';
import { operationIds } from './s18-operation-ids.ts';
import { repairs } from './s20-repairs.ts';
import { responses } from './s25-responses.ts';
import { bodies } from './s29-bodies.ts';
import { parameterConstraints } from './s30-parameter-constraints.ts';
import { inlineBodies } from './s38-inline-bodies.ts';
import { pathParameters } from './s42-path-parameters.ts';
import { documentation } from './s50-documentation.ts';
import { unusedModels } from './s51-unused-models.ts';
import type { Transformation } from './transformation.ts';

/** In the order in which they run: references first, then routes, then bodies, then schemas. */
export const transformations: readonly Transformation[] = [
  references,
  deepReferences,
  unresolvable,
  responses,
  documentation,
  parameters,
  slashes,
  segments,
  siblingVariables,
  pathParameters,
  parameterNames,
  parameterConstraints,
  resources,
  security,
  operationIds,
  bodies,
  unusedModels,
  version,
  inlineBodies,
  nullable,
  keywords,
  repairs,
  modelNames,
];
