import { type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { encodingProblem } from '../import-file.ts';
import type { ImportContext, ImportFile } from '../importer.ts';
import { takeSecret, takeSecretsOf } from '../tree-secrets.ts';
import { readYamlDocuments } from '../yaml-documents.ts';
import { namesIn, operationOfResource, operationsFrom } from './operations.ts';
import { type PolicyDocument, readPolicy } from './policy-document.ts';
import { takePolicySecrets } from './policy-secrets.ts';
import type { ApimApi, ApimOperation, ApimProduct, ApimService, Diagnostic } from './service.ts';

/** A member of the folder, by its place below the folder that holds `apis/`. */
interface Member {
  readonly steps: readonly string[];
  readonly file: ImportFile;
}

const collections =
  /^(?:apis|products|named ?values|policy ?fragments|version ?sets|api ?version ?sets|gateways|diagnostics|subscriptions|backends|loggers|tags|groups|workspaces)$/i;

/** Where the extract begins in longer paths: before the first folder that it has a name for. */
const membersOf = (files: readonly ImportFile[]): readonly Member[] => {
  const all = files.map((file) => ({ steps: file.name.split('/').filter(Boolean), file }));
  const depths = all.flatMap(({ steps }) => {
    const depth = steps.findIndex((step) => collections.test(step));
    return depth < 0 ? [] : [depth];
  });
  const root = depths.length > 0 ? Math.min(...depths) : 0;
  return all
    .filter(({ steps }) => steps.length > root)
    .map(({ steps, file }) => ({ steps: steps.slice(root), file }));
};

const jsonOf = (file: ImportFile, context: ImportContext, problems: InputProblem[]): unknown => {
  const reading = readYamlDocuments(file);
  problems.push(...reading.problems);
  const value = reading.documents[0]?.value;
  takeSecretsOf(value, context);
  return value;
};

interface Scope {
  readonly workspace: string;
  readonly members: readonly Member[];
}

/** The service itself and each workspace, which repeats its layout. */
const scopesOf = (members: readonly Member[]): readonly Scope[] => {
  const inWorkspace = members.filter(({ steps }) => /^workspaces$/i.test(steps[0] ?? '') && steps.length > 2);
  const names = [...new Set(inWorkspace.map(({ steps }) => steps[1] ?? ''))];
  return [
    { workspace: '', members: members.filter(({ steps }) => !/^workspaces$/i.test(steps[0] ?? '')) },
    ...names.map((workspace) => ({
      workspace,
      members: inWorkspace
        .filter(({ steps }) => steps[1] === workspace)
        .map(({ steps, file }) => ({ steps: steps.slice(2), file })),
    })),
  ];
};

/** Things of one collection with their members below the thing's folder. */
const thingsOf = (
  scope: Scope,
  collection: RegExp,
): readonly (readonly [name: string, members: readonly Member[]])[] => {
  const inside = scope.members.filter(({ steps }) => collection.test(steps[0] ?? '') && steps.length > 2);
  return [...new Set(inside.map(({ steps }) => steps[1] ?? ''))].map((name) => [
    name,
    inside
      .filter(({ steps }) => steps[1] === name)
      .map(({ steps, file }) => ({ steps: steps.slice(2), file })),
  ]);
};

const fileAt = (members: readonly Member[], ...forms: readonly RegExp[]): ImportFile | undefined =>
  members.find(
    ({ steps }) => steps.length === forms.length && forms.every((form, at) => form.test(steps[at] ?? '')),
  )?.file;

const policyFile = /^policy\.xml$/i;

/** Reads members; secrets in them are taken, what cannot be read is put with the problems. */
interface Extract {
  readonly context: ImportContext;
  readonly problems: InputProblem[];
  readonly properties: (file: ImportFile | undefined) => Mapping;
  readonly policy: (file: ImportFile | undefined) => { readonly policy?: PolicyDocument };
}

const extractOf = (context: ImportContext): Extract => {
  const problems: InputProblem[] = [];
  return {
    context,
    problems,
    properties: (file) => (file ? mappingAt(jsonOf(file, context, problems), 'properties') : {}),
    policy: (file) => {
      if (!file) return {};
      const unreadable = encodingProblem(file);
      if (unreadable) problems.push(unreadable);
      if (unreadable) return {};
      takePolicySecrets(file.text(), context);
      const policy = readPolicy(file.text(), file.name);
      if (!policy.ok) problems.push(policy.problem);
      return { policy };
    },
  };
};

const readDiagnostics = (extract: Extract, scope: Scope): readonly Diagnostic[] =>
  thingsOf(scope, /^diagnostics$/i).flatMap(([name, members]) => {
    const file = fileAt(members, /Information\.json$/i);
    return file
      ? [{ name: name.toLowerCase(), properties: extract.properties(file), locator: file.name }]
      : [];
  });

const readApi = (
  extract: Extract,
  workspace: string,
  name: string,
  members: readonly Member[],
): readonly ApimApi[] => {
  const information = fileAt(members, /^apiInformation\.json$/i);
  const properties = extract.properties(information);
  // Where it cannot be read, not even the path is known.
  if (!information || Object.keys(properties).length === 0) return [];
  const specification = fileAt(members, /^specification\.(?:ya?ml|json|wsdl|wadl|graphql)$/i);
  const read = operationsFrom(specification, extract.context);
  extract.problems.push(...(read?.problems ?? []));
  const below: Scope = { workspace, members };
  const folders = thingsOf(below, /^operations$/i);
  const resources = folders.flatMap(([operation, own]): readonly ApimOperation[] => {
    const file = fileAt(own, /^operationInformation\.json$/i);
    return file ? [operationOfResource(operation, extract.properties(file), file.name)] : [];
  });
  const policies = folders.flatMap(([operation, own]) => {
    const { policy } = extract.policy(fileAt(own, policyFile));
    return policy ? [[operation.toLowerCase(), policy] as const] : [];
  });
  return [
    {
      name,
      workspace,
      properties,
      locator: information.name,
      operations: read?.operations ?? (resources.length > 0 ? resources : undefined),
      ...extract.policy(fileAt(members, policyFile)),
      operationPolicies: new Map(policies),
      diagnostics: readDiagnostics(extract, below),
    },
  ];
};

/** Members of a product or gateway: a folder for each, or a list in one file as older versions wrote it. */
const apiNames = (extract: Extract, members: readonly Member[]): ReadonlySet<string> => {
  const folders = members
    .filter(({ steps }) => /^apis$/i.test(steps[0] ?? '') && steps.length > 1)
    .map(({ steps }) => steps[1] ?? '');
  const file = fileAt(members, /^apis\.json$/i);
  const listed = file ? namesIn(jsonOf(file, extract.context, extract.problems)) : [];
  return new Set([...folders, ...listed].map((name) => name.toLowerCase()));
};

const readProduct = (
  extract: Extract,
  workspace: string,
  name: string,
  members: readonly Member[],
): readonly ApimProduct[] => {
  const information = fileAt(members, /^productInformation\.json$/i);
  if (!information) return [];
  return [
    {
      name,
      workspace,
      properties: extract.properties(information),
      locator: information.name,
      ...extract.policy(fileAt(members, policyFile)),
      apis: apiNames(extract, members),
    },
  ];
};

const readNamedValues = (
  extract: Extract,
  scope: Scope,
): readonly (readonly [string, string | undefined])[] =>
  thingsOf(scope, /^named ?values$/i).flatMap(([name, members]) => {
    const properties = extract.properties(fileAt(members, /^namedValueInformation\.json$/i));
    const isSecret = properties.secret === true || properties.keyVault !== undefined;
    if (isSecret) takeSecret(properties.value, extract.context);
    const value = isSecret || typeof properties.value !== 'string' ? undefined : properties.value;
    // Policies name them by their display name.
    return [[(textOf(properties.displayName) || name).toLowerCase(), value] as const];
  });

/** The folder that the APIOps extractor writes. */
export const readExtract = (files: readonly ImportFile[], context: ImportContext): ApimService => {
  const extract = extractOf(context);
  const scopes = scopesOf(membersOf(files));
  const [service] = scopes;
  const each = <Thing>(
    collection: RegExp,
    read: (scope: Scope, name: string, members: readonly Member[]) => readonly Thing[],
  ): readonly Thing[] =>
    scopes.flatMap((scope) =>
      thingsOf(scope, collection).flatMap(([name, members]) => read(scope, name, members)),
    );
  const { policy } = extract.policy(
    service &&
      (fileAt(service.members, policyFile) ?? fileAt(service.members, /^(?:global|policies)$/i, policyFile)),
  );
  const apis = each(/^apis$/i, (scope, name, members) => readApi(extract, scope.workspace, name, members));
  const products = each(/^products$/i, (scope, name, members) =>
    readProduct(extract, scope.workspace, name, members),
  );
  const fragments = each(/^policy ?fragments$/i, (_, name, members) => {
    const fragment = extract.policy(fileAt(members, policyFile)).policy;
    return fragment ? [[name.toLowerCase(), fragment] as const] : [];
  });
  const versioning = each(/^(?:api ?)?version ?sets$/i, (_, name, members) => {
    const { versioningScheme } = extract.properties(fileAt(members, /Information\.json$/i));
    return [[name.toLowerCase(), textOf(versioningScheme)] as const];
  });
  const gateways = each(/^gateways$/i, (_, name, members) =>
    name.toLowerCase() === 'managed' ? [] : [...apiNames(extract, members)],
  );
  const subscriptions = each(/^subscriptions$/i, (_, name, members) => {
    const file = fileAt(members, /^subscriptionInformation\.json$/i);
    return file ? [textOf(extract.properties(file).displayName) || name] : [];
  });
  // Keys of backends and loggers stand in files that say nothing of routes.
  for (const { file, steps } of scopes.flatMap(({ members }) => members))
    if (
      /^(?:backends|loggers|authorization|certificates)/i.test(steps[0] ?? '') &&
      /\.json$/i.test(file.name)
    )
      extract.properties(file);
  const workspaces = scopes.slice(1).flatMap(({ workspace, members }) => {
    const own = extract.policy(fileAt(members, policyFile)).policy;
    return own ? [[workspace, own] as const] : [];
  });
  return {
    apis,
    products,
    ...(policy ? { globalPolicy: policy } : {}),
    workspacePolicies: new Map(workspaces),
    fragments: new Map(fragments),
    namedValues: new Map(scopes.flatMap((scope) => readNamedValues(extract, scope))),
    versioning: new Map(versioning),
    selfHosted: new Set(gateways),
    diagnostics: service ? readDiagnostics(extract, service) : [],
    hosts: [],
    consumers: subscriptions,
    problems: extract.problems,
    hasProducts: products.length > 0,
  };
};
