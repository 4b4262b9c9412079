import { type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { Lifecycle } from '../../evidence.ts';
import { lifecycleNamed } from '../life-stages.ts';
import type { PathOperation } from './operations.ts';

/** `deprecated: true`, an announced end, or a `Deprecation` (RFC 9745) or `Sunset` (RFC 8594) header in an answer. */
export const isDeprecated = ({ value, pathItem }: PathOperation): boolean => {
  const announced = (node: Mapping): boolean =>
    node.deprecated === true ||
    ['x-sunset', 'x-deprecated', 'x-deprecated-at', 'x-deprecation'].some(
      (name) => node[name] !== undefined && node[name] !== false && node[name] !== null,
    );
  if (announced(value) || announced(pathItem)) return true;
  return Object.values(mappingAt(value, 'responses')).some((response) =>
    Object.keys(mappingAt(response, 'headers')).some((header) => /^(?:sunset|deprecation)$/i.test(header)),
  );
};

/** What the document says of the API as a whole, else deprecated when every operation is. */
export const lifecycleOf = (
  document: Mapping,
  operations: readonly PathOperation[],
): Lifecycle | undefined => {
  const info = mappingAt(document, 'info');
  for (const name of ['x-lifecycle', 'x-lifecycle-status', 'x-status', 'x-api-status']) {
    const word = textOf(info[name]) || textOf(document[name]) || textOf(mappingAt(info, name).state);
    const lifecycle = lifecycleNamed(word);
    if (lifecycle) return lifecycle;
  }
  if (info['x-sunset'] !== undefined) return 'sunset';
  if (info.deprecated === true || info['x-deprecated'] === true) return 'deprecated';
  return operations.length > 0 && operations.every(isDeprecated) ? 'deprecated' : undefined;
};
