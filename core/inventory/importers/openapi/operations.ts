import { isMapping, type Mapping, mappingAt } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { jsonPointer } from '../../../yaml-text.ts';
import type { ReferenceResolver } from './members.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];
const anyMethods = ['x-amazon-apigateway-any-method', 'x-any', 'x-yc-apigateway-any-method'];
const maxOperations = 50_000;

export interface PathOperation {
  /** Upper case, or `ANY`. */
  readonly method: string;
  readonly path: string;
  /** `#/paths/~1pay/get` in the document, also where the path item stands in another member. */
  readonly pointer: string;
  readonly value: Mapping;
  readonly pathItem: Mapping;
}

/**
 * Operations of a document: of `paths`, with path items that are references, and the additional methods of
 * OpenAPI 3.2. Webhooks and callbacks are calls that the API makes and are not among them.
 */
export const pathOperations = (
  document: Mapping,
  file: string,
  references: ReferenceResolver,
): { readonly operations: readonly PathOperation[]; readonly problems: readonly InputProblem[] } => {
  const problems: InputProblem[] = [];
  const say = (pointer: string, message: string, fix: string): void =>
    void problems.push({ file, pointer, message, fix });
  const operations: PathOperation[] = [];
  for (const [path, item] of Object.entries(mappingAt(document, 'paths'))) {
    if (path.startsWith('x-')) continue;
    const at = jsonPointer(['paths', path]);
    if (!path.startsWith('/'))
      say(at, 'The path does not begin with a slash; it was read as if it did.', 'Begin the path with `/`.');
    const resolved = references.resolve({ value: item, file });
    if (!resolved) {
      const message = 'The path item is a reference to something that was not handed in.';
      say(at, message, 'Bundle the document, or hand in the folder.');
      continue;
    }
    if (!isMapping(resolved.value)) {
      if (resolved.value !== null)
        say(at, 'The path item is not a mapping.', 'Write methods below the path.');
      continue;
    }
    const pathItem = resolved.value;
    const additional = mappingAt(pathItem, 'additionalOperations');
    const declared = [
      ...methods.map((method) => [method.toUpperCase(), method, pathItem[method]] as const),
      ...anyMethods.map((method) => ['ANY', method, pathItem[method]] as const),
      ...Object.entries(additional).map(
        ([method, value]) => [method.toUpperCase(), `additionalOperations/${method}`, value] as const,
      ),
    ];
    for (const [method, key, value] of declared) {
      if (value === undefined || operations.length >= maxOperations) continue;
      const pointer = jsonPointer(['paths', path, ...key.split('/')]);
      const operation = references.resolve({ value, file: resolved.file })?.value;
      if (isMapping(operation)) operations.push({ method, path, pointer, value: operation, pathItem });
      else say(pointer, 'The operation is not a mapping.', 'Write the operation, or take the method out.');
    }
  }
  if (operations.length >= maxOperations)
    say('/paths', `Only the first ${maxOperations} operations were read.`, 'Split the document.');
  return { operations, problems };
};
