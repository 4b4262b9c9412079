import { blind, partly, seen, type VisibilityMap } from '../../visibility.ts';
import { isTrueAt, nodeAt, proofOf } from '../config-node.ts';
import type { GatewaySetting, Importer, ImportFile } from '../importer.ts';
import { readFamilies } from '../kubernetes/read-cluster.ts';
import { routeBudget } from '../route-budget.ts';
import { mergeApis } from '../route-controls.ts';
import { readRouters } from './routes.ts';
import { readSources, type TraefikSources } from './sources.ts';

const format = 'Traefik configuration';

const visibilityOf = ({ statics }: TraefikSources): VisibilityMap => {
  const hasStatic = statics.length > 0;
  const entryPoints =
    'The static configuration, which is not among the files, can put middlewares and TLS before every router.';
  return {
    hosts: seen,
    routes: partly('Each provider has its own routers; those of other providers are not in these files.'),
    authentication: hasStatic ? partly('Plugins and backends may check more.') : partly(entryPoints),
    authorisation: hasStatic ? partly('Plugins and backends may check more.') : partly(entryPoints),
    'rate-limits': hasStatic ? seen : partly(entryPoints),
    transport: hasStatic
      ? partly('The load balancer before Traefik is not in these files.')
      : partly(entryPoints),
    logging: hasStatic
      ? seen
      : blind('Access logs stand in the static configuration, which is not among the files.'),
    validation: blind('Traefik validates no requests; plugins and backends may.'),
    consumers: partly('Only users of basic authentication stand here, and they are not read.'),
    owners: blind('Traefik’s configuration names no owners.'),
  };
};

const settingsOf = ({ statics }: TraefikSources): readonly GatewaySetting[] =>
  statics.flatMap((root) => {
    const insecure = nodeAt(root, 'api', 'insecure');
    return isTrueAt(insecure) ? [{ name: 'api.insecure', value: 'true', proof: proofOf(insecure) }] : [];
  });

const marks = [
  /^\s*["']?http["']?\s*:[\s\S]{0,20000}\brouters["']?\s*:/m,
  /\btraefik\.(?:http|enable)\b/,
  /apiVersion["']?\s*:\s*["']?traefik\.(?:io|containo\.us)\//,
  /^\s*\{[\s\S]{0,200}"routers"\s*:/,
];

const looksLike = (file: ImportFile): boolean => {
  if (!/\.(?:ya?ml|json|toml)$/i.test(file.name)) return false;
  try {
    const text = file.text().slice(0, 1_000_000);
    return (
      marks.some((mark) => mark.test(text)) ||
      (/\.toml$/i.test(file.name) && /\[(?:http\.(?:routers|middlewares)|entryPoints)/.test(text))
    );
  } catch {
    return false;
  }
};

/** Traefik 2 and 3: dynamic and static files, labels in Compose files, IngressRoutes, `/api/rawdata`. */
export const traefikImporter: Importer = {
  id: 'traefik',
  source: 'traefik',
  title: 'Traefik',
  howTo:
    'The static and dynamic files, Compose files with labels, `kubectl get ingressroutes,middlewares,tlsoptions -A -o yaml`, or the answer of /api/rawdata.',
  detect: (files) => (files.some(looksLike) ? { format, confidence: 0.82 } : undefined),
  parse: (files, context) => {
    const sources = readSources(files, context);
    const budget = routeBudget();
    const { apis, problems } = readRouters(sources, budget);
    // A dump of a cluster holds the routes of others beside those of Traefik.
    const families = readFamilies(sources.manifests, budget);
    return {
      format,
      apis: mergeApis([...apis, ...families.apis]),
      consumers: [],
      settings: [...settingsOf(sources), ...families.settings],
      visibility: visibilityOf(sources),
      problems: [
        ...sources.problems,
        ...problems,
        ...families.problems,
        ...budget.problems(files[0]?.name ?? ''),
      ],
    };
  },
};
