import { jsonPointer } from '../yaml-text.ts';
import { dereference, isMapping, listOf, type Mapping, mappingAt, textOf } from './mapping.ts';

/** Methods a path item can have (OpenAPI 3.1 §4.8.9) and API Gateway's own for "any". */
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
const anyMethod = 'x-amazon-apigateway-any-method';

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly description: string;
  /** Where it stands, also when it is a reference. */
  readonly pointer: string;
}

/** One requirement of which one must be met: scheme name → scopes. Empty: no credentials needed. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

export interface Operation {
  /** Upper case; `ANY` for API Gateway's any-method. */
  readonly method: string;
  readonly path: string;
  readonly pointer: string;
  readonly value: Mapping;
  /** Those of the path item and of the operation, which wins. */
  readonly parameters: readonly Parameter[];
  /** Of the operation, else of the document. */
  readonly security: readonly SecurityRequirement[];
}

const securityOf = (value: unknown): SecurityRequirement[] =>
  listOf(value)
    .filter(isMapping)
    .map((requirement) =>
      Object.fromEntries(
        Object.entries(requirement).map(([name, scopes]) => [name, listOf(scopes).map(String)]),
      ),
    );

/** Every operation of a document in one walk, in the order of the text. */
export const operationsOf = (document: Mapping): readonly Operation[] => {
  const parametersOf = (value: unknown, path: readonly string[]): Parameter[] =>
    listOf(value).flatMap((item, index) => {
      const parameter = dereference(document, item);
      if (!isMapping(parameter)) return [];
      return {
        name: textOf(parameter.name),
        in: textOf(parameter.in),
        description: textOf(parameter.description),
        pointer: jsonPointer([...path, 'parameters', index]),
      };
    });
  return Object.entries(mappingAt(document, 'paths')).flatMap(([path, item]) => {
    const pathItem = dereference(document, item);
    if (!path.startsWith('/') || !isMapping(pathItem)) return [];
    const common = parametersOf(pathItem.parameters, ['paths', path]);
    return [...methods, anyMethod].flatMap((method) => {
      const value = pathItem[method];
      if (!isMapping(value)) return [];
      const own = parametersOf(value.parameters, ['paths', path, method]);
      const inherited = common.filter(
        (parameter) => !own.some((one) => one.name === parameter.name && one.in === parameter.in),
      );
      return {
        method: method === anyMethod ? 'ANY' : method.toUpperCase(),
        path,
        pointer: jsonPointer(['paths', path, method]),
        value,
        parameters: [...inherited, ...own],
        security: securityOf(value.security === undefined ? document.security : value.security),
      };
    });
  });
};
