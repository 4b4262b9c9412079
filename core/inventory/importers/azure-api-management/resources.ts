import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { documentPlace } from '../document-place.ts';
import type { ImportContext, ImportFile } from '../importer.ts';
import { takeSecret, takeSecretsOf } from '../tree-secrets.ts';
import { readYamlDocuments } from '../yaml-documents.ts';
import { operationOfResource } from './operations.ts';
import { type PolicyDocument, readPolicy } from './policy-document.ts';
import { takePolicySecrets } from './policy-secrets.ts';
import type { ApimApi, ApimService } from './service.ts';

/** A resource below the service: `apis/payments/operations/get`, from a template or from an answer of the REST API. */
interface Resource {
  /** Kinds in lower case and names in turn. */
  readonly kinds: readonly string[];
  readonly names: readonly string[];
  readonly properties: Mapping;
  readonly pointer: string;
}

const provider = /^microsoft\.apimanagement\/service(?:\/|$)/i;
const maxDepth = 10;

/** Value of a name expression of a template, as far as it is written: parameters stand for the service's own name. */
const evaluated = (name: string): string => {
  const [, expression] = /^\[(.*)\]$/s.exec(name) ?? [];
  if (expression === undefined) return name;
  const plain = expression.replaceAll(/(?:parameters|variables)\('([^']*)'\)/g, "'$1'");
  const parts = [...plain.matchAll(/'([^']*)'/g)].map(([, part = '']) => part);
  const [form = '', ...values] = parts;
  if (!/^\s*format\(/.test(plain)) return parts.join('');
  return form.replaceAll(/\{(\d+)\}/g, (_, index: string) => values[Number(index)] ?? '');
};

const ofTemplate = (
  value: Mapping,
  outer: { readonly type: string; readonly name: string },
): { type: string; name: string } => {
  const type = textOf(value.type);
  const name = evaluated(textOf(value.name));
  // Nested resources say only their own part.
  return outer.type && !provider.test(type)
    ? { type: `${outer.type}/${type}`, name: `${outer.name}/${name}` }
    : { type, name };
};

const resourceAt = (value: Mapping, pointer: string, type: string, name: string): Resource | undefined => {
  const properties = mappingAt(value, 'properties');
  const [, below] = /\/service\/[^/]+\/(.+)$/i.exec(textOf(value.id)) ?? [];
  if (below && /microsoft\.apimanagement/i.test(textOf(value.id))) {
    const steps = below.split('/');
    return {
      kinds: steps.filter((_, at) => at % 2 === 0).map((step) => step.toLowerCase()),
      names: steps.filter((_, at) => at % 2 === 1),
      properties,
      pointer,
    };
  }
  if (!provider.test(type)) return undefined;
  const [, , ...kinds] = type.split('/');
  const names = name.split('/').slice(-kinds.length);
  return {
    kinds: kinds.map((kind) => kind.toLowerCase()),
    names: kinds.length > 0 ? names : [],
    properties,
    pointer,
  };
};

const collect = (
  value: unknown,
  path: readonly (string | number)[],
  proofAt: (path: readonly (string | number)[]) => string,
  outer = { type: '', name: '' },
  depth = 0,
): readonly Resource[] => {
  if (!isMapping(value) || depth > maxDepth) return [];
  const own = ofTemplate(value, outer);
  const resource = resourceAt(value, proofAt(path), own.type, own.name);
  const inner = (['resources', 'value'] as const).flatMap((list) =>
    listOf(value[list]).flatMap((one, index) =>
      collect(one, [...path, list, index], proofAt, resource ? own : outer, depth + 1),
    ),
  );
  return [...(resource ? [resource] : []), ...inner];
};

const policyOf = (
  resource: Resource | undefined,
  context: ImportContext,
  problems: InputProblem[],
): { policy?: PolicyDocument } => {
  if (!resource) return {};
  const format = textOf(resource.properties.format);
  const text = textOf(resource.properties.value);
  takePolicySecrets(text, context);
  const policy = readPolicy(/link$/i.test(format) ? '' : text, resource.pointer);
  if (!policy.ok)
    problems.push({
      ...policy.problem,
      file: resource.pointer.replace(/(?:#.*|:\d+)$/s, ''),
      pointer: resource.pointer,
    });
  return { policy };
};

const grouped = (
  resources: readonly Resource[],
  keyOf: (resource: Resource) => string,
): ReadonlyMap<string, readonly Resource[]> => {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    const key = keyOf(resource);
    const group = groups.get(key);
    if (group) group.push(resource);
    else groups.set(key, [resource]);
  }
  return groups;
};

/** A service from Azure Resource Manager: templates, or answers of the REST API. */
export const readArmResources = (files: readonly ImportFile[], context: ImportContext): ApimService => {
  const problems: InputProblem[] = [];
  const resources = files.flatMap((file) => {
    const reading = readYamlDocuments(file);
    problems.push(...reading.problems);
    return reading.documents.flatMap((document) => {
      takeSecretsOf(document.value, context);
      return collect(document.value, [], documentPlace(file.name, document));
    });
  });
  const byKind = grouped(resources, ({ kinds }) => kinds.join('/'));
  const byOwner = grouped(
    resources,
    ({ kinds, names }) => `${kinds.join('/')} ${(names[0] ?? '').toLowerCase()}`,
  );
  const all = (...kinds: readonly string[]): readonly Resource[] => byKind.get(kinds.join('/')) ?? [];
  const below = (owner: string, ...kinds: readonly string[]): readonly Resource[] =>
    byOwner.get(`${kinds.join('/')} ${owner.toLowerCase()}`) ?? [];
  const policy = (resource: Resource | undefined) => policyOf(resource, context, problems);
  const diagnostic = ({ names, properties, pointer }: Resource) => ({
    name: (names.at(-1) ?? '').toLowerCase(),
    properties,
    locator: pointer,
  });
  const apis = all('apis').map(({ names: [name = ''], properties, pointer }): ApimApi => {
    const operations = below(name, 'apis', 'operations');
    return {
      name,
      workspace: '',
      properties,
      locator: pointer,
      operations:
        operations.length > 0
          ? operations.map((one) => operationOfResource(one.names[1] ?? '', one.properties, one.pointer))
          : undefined,
      ...policy(below(name, 'apis', 'policies')[0]),
      operationPolicies: new Map(
        below(name, 'apis', 'operations', 'policies').flatMap((one) => {
          const { policy: own } = policy(one);
          return own ? [[(one.names[1] ?? '').toLowerCase(), own] as const] : [];
        }),
      ),
      diagnostics: below(name, 'apis', 'diagnostics').map(diagnostic),
    };
  });
  const products = all('products').map(({ names: [name = ''], properties, pointer }) => ({
    name,
    workspace: '',
    properties,
    locator: pointer,
    ...policy(below(name, 'products', 'policies')[0]),
    apis: new Set(below(name, 'products', 'apis').map(({ names }) => (names[1] ?? '').toLowerCase())),
  }));
  const values = [...all('namedvalues'), ...all('properties')].map(({ names: [name = ''], properties }) => {
    const isSecret = properties.secret === true || properties.keyVault !== undefined;
    if (isSecret) takeSecret(properties.value, context);
    const value = isSecret || typeof properties.value !== 'string' ? undefined : properties.value;
    return [(textOf(properties.displayName) || name).toLowerCase(), value] as const;
  });
  const { policy: globalPolicy } = policy(all('policies')[0]);
  return {
    apis,
    products,
    ...(globalPolicy ? { globalPolicy } : {}),
    workspacePolicies: new Map(),
    fragments: new Map(
      all('policyfragments').flatMap((one) => {
        const { policy: own } = policy(one);
        return own ? [[(one.names[0] ?? '').toLowerCase(), own] as const] : [];
      }),
    ),
    namedValues: new Map(values),
    versioning: new Map(
      [...all('apiversionsets'), ...all('api-version-sets')].map(({ names: [name = ''], properties }) => [
        name.toLowerCase(),
        textOf(properties.versioningScheme),
      ]),
    ),
    selfHosted: new Set(all('gateways', 'apis').map(({ names }) => (names[1] ?? '').toLowerCase())),
    diagnostics: all('diagnostics').map(diagnostic),
    hosts: resources
      .filter(({ kinds }) => kinds.length === 0)
      .flatMap(({ properties }) => listOf(properties.hostnameConfigurations))
      .map((host) => mappingAt({ host }, 'host'))
      .filter(({ type }) => type === 'Proxy')
      .flatMap(({ hostName }) =>
        /^[\w.-]+$/.test(textOf(hostName)) ? [textOf(hostName).toLowerCase()] : [],
      ),
    consumers: all('subscriptions').map(
      ({ names: [name = ''], properties }) => textOf(properties.displayName) || name,
    ),
    problems,
    hasProducts: products.length > 0,
  };
};
