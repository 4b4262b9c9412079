import { blind, partly, seen, type VisibilityMap } from '../../visibility.ts';
import { comparisonBudget } from '../comparison-budget.ts';
import { type ConfigNode, entriesAt, hasAt, isTrueAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import { takeTree } from '../credentials.ts';
import type { Importer, ImportFile, RouteControl } from '../importer.ts';
import { textOfMember } from '../member-text.ts';
import { recognised } from '../recognised.ts';
import { mergeApis, strongest } from '../route-controls.ts';
import { classicApis } from './classic.ts';
import { extension, readDefinitions, type TykDefinition } from './definitions.ts';
import { oasApis } from './oas.ts';
import { importedApi } from './routes.ts';

const isTyk = (file: ImportFile): boolean => {
  if (!/\.(?:ya?ml|json)$|^[^.]*$/i.test(file.name)) return false;
  const text = textOfMember(file);
  if (text.includes(extension) || /apiVersion["']?\s*:\s*["']?tyk\.tyk\.io\//.test(text)) return true;
  const names = [
    'listen_path',
    'use_keyless',
    'version_data',
    'strip_listen_path',
    'target_url',
    'use_standard_auth',
    'org_id',
  ];
  return (
    (/\blisten_path\b/.test(text) && names.filter((name) => text.includes(name)).length >= 3) ||
    (text.includes('access_rights') && text.includes('quota_max'))
  );
};

const idOf = ({ kind, node }: TykDefinition): string =>
  kind === 'classic' ? textAt(node, 'api_id') : textAt(node, extension, 'info', 'id');

/** Keys of a policy are limited by it; other keys of the same API have limits of their own, or none. */
const policyControls = (policy: ConfigNode): readonly RouteControl[] => {
  if (isTrueAt(policy, 'is_inactive') || (hasAt(policy, 'active') && !isTrueAt(policy, 'active'))) return [];
  const disarmedBy = 'It limits keys that are made from this policy; other keys have limits of their own.';
  const limit = (control: RouteControl['control'], name: string): readonly RouteControl[] =>
    Number(textAt(policy, name)) > 0
      ? [{ control, effective: 'conditional', proof: proofOf(nodeAt(policy, name)), disarmedBy }]
      : [];
  return [...limit('consumer-rate-limit', 'rate'), ...limit('quota', 'quota_max')];
};

/** By the id of the API that keys of a policy may call. */
const policyIndex = (policies: readonly ConfigNode[]): ReadonlyMap<string, readonly RouteControl[]> => {
  const index = new Map<string, readonly RouteControl[]>();
  for (const policy of policies) {
    const controls = policyControls(policy);
    for (const [key, right] of entriesAt(policy, 'access_rights')) {
      const id = textAt(right, 'api_id') || key;
      index.set(id, strongest([...(index.get(id) ?? []), ...controls]));
    }
  }
  return index;
};

const visibilityOf = (hasPolicies: boolean, unplaced: boolean): VisibilityMap => ({
  hosts: unplaced
    ? partly('APIs without a custom domain answer on the gateway’s own host, which stands in tyk.conf.')
    : seen,
  routes: seen,
  authentication: seen,
  authorisation: partly('What a key may call stands in keys and policies in the Dashboard.'),
  'rate-limits': partly(
    hasPolicies
      ? 'Limits of single keys stand in the gateway’s key store.'
      : 'Limits for each key stand in policies and keys, which are not among the files.',
  ),
  transport: partly('The listener’s TLS versions and whether backends are verified stand in tyk.conf.'),
  logging: partly('Whether analytics and access logs are written stands in tyk.conf.'),
  validation: seen,
  consumers: blind('Keys and developers stand in the gateway’s key store and the portal.'),
  owners: blind('A definition names no owner; users and teams stand in the Dashboard.'),
});

/** Tyk: classic definitions, OpenAPI documents with Tyk’s extension, dumps of tyk-sync, and the operator’s resources. */
export const tykImporter: Importer = {
  id: 'tyk',
  source: 'tyk',
  title: 'Tyk API definition',
  howTo:
    'Run `tyk-sync dump` and zip the folder, or export each API from the Dashboard, and hand in the files.',
  detect: (files) => {
    const mine = files.filter(isTyk);
    if (mine.length === 0) return undefined;
    const isOas = mine.some((file) => textOfMember(file).includes(extension));
    return {
      format: isOas ? 'Tyk OAS definition' : 'Tyk classic definition',
      confidence: mine.length === files.length ? 1 : 0.9,
    };
  },
  parse: (files, context) => {
    const mine = recognised(files, isTyk, 'a Tyk API definition');
    const definitions = readDefinitions(mine.files.length > 0 ? files : [], context);
    const budget = comparisonBudget();
    const policies = policyIndex(definitions.policies);
    const apis = definitions.apis.flatMap((definition) => {
      const { kind, node } = definition;
      takeTree(kind === 'oas' ? nodeAt(node, extension).value : node.value, context);
      const limits = policies.get(idOf(definition)) ?? [];
      const read = kind === 'oas' ? oasApis(node, context) : classicApis(node, context);
      return read.map((api) =>
        importedApi({ ...api, common: strongest([...api.common, ...limits]) }, budget),
      );
    });
    const unplaced = apis.some(({ routes }) => routes.some(({ host }) => host === undefined));
    return {
      format: definitions.apis.some(({ kind }) => kind === 'oas')
        ? 'Tyk OAS definition'
        : 'Tyk classic definition',
      apis: mergeApis(apis),
      consumers: [],
      settings: [],
      visibility: visibilityOf(definitions.policies.length > 0, unplaced),
      problems: [...mine.problems, ...definitions.problems, ...budget.problems(files[0]?.name ?? '')],
    };
  },
};
