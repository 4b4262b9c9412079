import { isMapping } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { type ConfigNode, entriesAt, hasAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import { documentPlace } from '../document-place.ts';
import { encodingProblem } from '../import-file.ts';
import type { ImportContext, ImportFile } from '../importer.ts';
import { type Manifest, readManifests } from '../kubernetes/manifests.ts';
import { fileOfProof } from '../served-requests.ts';
import { takeSecretsOf } from '../tree-secrets.ts';
import { readYamlDocuments } from '../yaml-documents.ts';
import { treeOfLabels } from './labels.ts';
import { type RuleWay, readRule } from './rule.ts';
import { readToml } from './toml.ts';

/** A router as any provider gives it. */
export interface Router {
  readonly name: string;
  readonly rule: string;
  readonly node: ConfigNode;
  readonly entryPoints: readonly string[];
  /** Names as `middlewareNamed` takes them. */
  readonly middlewares: readonly string[];
  /** Absent: plain HTTP, unless the entry point says otherwise. */
  readonly tls?: ConfigNode;
  readonly tlsOptions: string;
  /** Undefined when the rule is not well formed. */
  readonly ways: readonly RuleWay[] | undefined;
  readonly service: string;
  readonly servers: readonly string[];
  readonly parents: readonly string[];
}

export interface TraefikSources {
  readonly routers: readonly Router[];
  readonly middlewares: ReadonlyMap<string, ConfigNode>;
  readonly tlsOptions: ReadonlyMap<string, ConfigNode>;
  readonly services: ReadonlyMap<string, ConfigNode>;
  readonly transports: ReadonlyMap<string, ConfigNode>;
  /** The static configuration, where it is among the files. */
  readonly statics: readonly ConfigNode[];
  /** Every object of a cluster in the files, also those of others than Traefik. */
  readonly manifests: readonly Manifest[];
  readonly problems: readonly InputProblem[];
}

/** `auth@file` and `auth` are one, as names are read within their provider. */
export const plainName = (name: string): string => name.replace(/@.*$/, '');

interface Sink {
  readonly routers: Router[];
  readonly middlewares: Map<string, ConfigNode>;
  readonly tlsOptions: Map<string, ConfigNode>;
  readonly services: Map<string, ConfigNode>;
  readonly transports: Map<string, ConfigNode>;
  readonly statics: ConfigNode[];
  readonly problems: InputProblem[];
}

const listOrText = (node: ConfigNode, name: string): readonly string[] => {
  const items = itemsAt(node, name).map((item) => textAt(item));
  return items.length > 0
    ? items
    : textAt(node, name)
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean);
};

const waysOf = (rule: string): readonly RuleWay[] | undefined => {
  const reading = readRule(rule);
  return reading.ok ? reading.ways : undefined;
};

const routerOf = (name: string, node: ConfigNode): Router => {
  const tls = nodeAt(node, 'tls');
  const isOn = hasAt(tls) && tls.value !== false && tls.value !== 'false';
  return {
    name: plainName(name),
    rule: textAt(node, 'rule'),
    ways: waysOf(textAt(node, 'rule')),
    node,
    entryPoints: listOrText(node, 'entryPoints'),
    middlewares: listOrText(node, 'middlewares').map(plainName),
    ...(isOn ? { tls } : {}),
    tlsOptions: plainName(textAt(node, 'tls', 'options')),
    service: plainName(textAt(node, 'service')),
    servers: [],
    parents: listOrText(node, 'parentRefs').map(plainName),
  };
};

const keep = (map: Map<string, ConfigNode>, entries: ReturnType<typeof entriesAt>): void => {
  for (const [name, node] of entries) map.set(plainName(name), node);
};

/** `http:` and `tls:` of a dynamic file or of labels; routers at the top are an answer of `/api/rawdata`. */
const readDynamic = (root: ConfigNode, sink: Sink): void => {
  const http = hasAt(root, 'http') ? nodeAt(root, 'http') : root;
  for (const [name, node] of entriesAt(http, 'routers'))
    if (textAt(node, 'status') !== 'disabled') sink.routers.push(routerOf(name, node));
  const passed = entriesAt(root, 'tcp', 'routers');
  const [first] = passed;
  if (first)
    sink.problems.push({
      file: fileOfProof(proofOf(first[1])),
      pointer: proofOf(first[1]),
      message: `${passed.length} TCP routers pass connections on; what is behind them is not seen and not listed.`,
      fix: 'List the APIs behind them in a spreadsheet or an OpenAPI document.',
    });
  keep(sink.middlewares, entriesAt(http, 'middlewares'));
  keep(sink.services, entriesAt(http, 'services'));
  keep(sink.transports, entriesAt(http, 'serversTransports'));
  keep(sink.tlsOptions, entriesAt(root, 'tls', 'options'));
};

const isStatic = (root: ConfigNode): boolean =>
  ['entryPoints', 'providers', 'accessLog', 'certificatesResolvers'].some((name) => hasAt(root, name));

const readCompose = (root: ConfigNode, sink: Sink): void => {
  for (const [, container] of entriesAt(root, 'services'))
    for (const labels of [nodeAt(container, 'labels'), nodeAt(container, 'deploy', 'labels')]) {
      const tree = treeOfLabels(labels.value);
      // Where a label of a list stands is its container.
      if (tree) readDynamic({ value: tree, path: [], proofAt: () => labels.proofAt(labels.path) }, sink);
    }
};

const crdGroups = ['traefik.io', 'traefik.containo.us'];
const crdName = (namespace: string, name: string): string => `${namespace}/${name}`;

const ingressRoutes = (manifest: Manifest, root: ConfigNode): readonly Router[] =>
  itemsAt(root, 'routes').map((route, index, all) => {
    const ownName = (one: ConfigNode): string =>
      crdName(textAt(one, 'namespace') || manifest.namespace, plainName(textAt(one, 'name')));
    const tls = nodeAt(root, 'tls');
    const options = nodeAt(tls, 'options');
    const optionName = textAt(options, 'name');
    return {
      name: all.length > 1 ? `${manifest.name}-${index + 1}` : manifest.name,
      rule: textAt(route, 'match'),
      ways: waysOf(textAt(route, 'match')),
      node: route,
      entryPoints: itemsAt(root, 'entryPoints').map((one) => textAt(one)),
      middlewares: itemsAt(route, 'middlewares').map(ownName),
      ...(hasAt(tls) ? { tls } : {}),
      tlsOptions: optionName && optionName !== 'default' ? ownName(options) : '',
      service: '',
      servers: itemsAt(route, 'services').map(
        (one) =>
          `host:${textAt(one, 'name')}.${textAt(one, 'namespace') || manifest.namespace}.svc.cluster.local`,
      ),
      parents: [],
    };
  });

const readCrds = (manifests: readonly Manifest[], sink: Sink): void => {
  for (const manifest of manifests) {
    if (!crdGroups.includes(manifest.group)) continue;
    const root: ConfigNode = {
      value: manifest.spec,
      path: ['spec'],
      proofAt: (path) => manifest.proofAt(path),
    };
    const name = crdName(manifest.namespace, manifest.name);
    if (manifest.kind === 'IngressRoute') sink.routers.push(...ingressRoutes(manifest, root));
    else if (manifest.kind === 'Middleware') {
      sink.middlewares.set(name, root);
      // `bank-auth@kubernetescrd`, as other providers name it.
      sink.middlewares.set(name.replace('/', '-'), root);
    } else if (manifest.kind === 'ServersTransport') sink.transports.set(name, root);
    else if (manifest.kind === 'TLSOption') {
      sink.tlsOptions.set(name, root);
      if (manifest.name === 'default') sink.tlsOptions.set('default', root);
    }
  }
};

const tomlRoot = (
  file: ImportFile,
  context: ImportContext,
  problems: InputProblem[],
): ConfigNode | undefined => {
  const unreadable = encodingProblem(file);
  const reading = unreadable ? undefined : readToml(file.text());
  if (!reading?.ok) {
    const line = reading ? { line: reading.line } : {};
    problems.push(
      unreadable ?? {
        file: file.name,
        ...line,
        message: 'The text is not valid TOML.',
        fix: 'Correct this line.',
      },
    );
    return undefined;
  }
  takeSecretsOf(reading.value, context);
  const lineAt = (path: readonly (string | number)[]): number => {
    for (let length = path.length; length > 0; length--) {
      const line = reading.lines.get(
        path
          .slice(0, length)
          .filter((step) => typeof step === 'string')
          .join('.'),
      );
      if (line !== undefined) return line;
    }
    return 1;
  };
  return { value: reading.value, path: [], proofAt: (path) => `${file.name}:${lineAt(path)}` };
};

const readRoot = (root: ConfigNode, sink: Sink): void => {
  if (isStatic(root)) sink.statics.push(root);
  readDynamic(root, sink);
  readCompose(root, sink);
};

const emptySink = (): Sink => ({
  routers: [],
  middlewares: new Map(),
  tlsOptions: new Map(),
  services: new Map(),
  transports: new Map(),
  statics: [],
  problems: [],
});

/** IngressRoutes and what they name, among the other objects of a cluster. */
export const customResources = (manifests: readonly Manifest[]): TraefikSources => {
  const sink = emptySink();
  readCrds(manifests, sink);
  return { ...sink, manifests };
};

/** Everything of Traefik in the files: dynamic and static files, labels in Compose files, custom resources, raw data. */
export const readSources = (files: readonly ImportFile[], context: ImportContext): TraefikSources => {
  const sink = emptySink();
  const isToml = ({ name }: ImportFile): boolean => /\.toml$/i.test(name);
  for (const file of files.filter(isToml)) {
    const root = tomlRoot(file, context, sink.problems);
    if (root) readRoot(root, sink);
  }
  const others = files.filter((file) => !isToml(file));
  for (const file of others) {
    const reading = readYamlDocuments(file);
    sink.problems.push(...reading.problems);
    for (const document of reading.documents) {
      takeSecretsOf(document.value, context);
      if (!isMapping(document.value) || document.value.apiVersion !== undefined) continue;
      readRoot({ value: document.value, path: [], proofAt: documentPlace(file.name, document) }, sink);
    }
  }
  const { manifests } = readManifests(others, context);
  readCrds(manifests, sink);
  return { ...sink, manifests };
};
