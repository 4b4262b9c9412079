import type { InputProblem } from '../../../input-problem.ts';
import { blockAt } from '../aws-resources/estate.ts';
import { operationOfResource } from '../azure-api-management/operations.ts';
import { type PolicyDocument, readPolicy } from '../azure-api-management/policy-document.ts';
import { takePolicySecrets } from '../azure-api-management/policy-secrets.ts';
import { readService } from '../azure-api-management/routes.ts';
import type { ApimService } from '../azure-api-management/service.ts';
import { type ConfigNode, hasAt, isTrueAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { ImportContext, ImportedApi } from '../importer.ts';
import { hostOf } from '../place.ts';
import { problemAt } from '../proof-problem.ts';
import { type TerraformResource, valuesOfType } from './resources.ts';

const type = (name: string): string => `azurerm_api_management${name}`;

const flag = (node: ConfigNode, name: string): { readonly [key: string]: boolean } =>
  hasAt(node, name)
    ? { [name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())]: isTrueAt(node, name) }
    : {};

/** The properties that the resource has in Azure Resource Manager. */
const propertiesOf = (api: ConfigNode) => ({
  displayName: textAt(api, 'display_name'),
  description: textAt(api, 'description'),
  path: textAt(api, 'path'),
  protocols: itemsAt(api, 'protocols').map((one) => textAt(one)),
  serviceUrl: textAt(api, 'service_url'),
  apiVersion: textAt(api, 'version'),
  apiVersionSetId: textAt(api, 'version_set_id'),
  type: isTrueAt(api, 'soap_pass_through') ? 'soap' : textAt(api, 'api_type'),
  ...flag(api, 'is_online'),
  // The provider’s default, where a plan leaves it out.
  subscriptionRequired: !hasAt(api, 'subscription_required') || isTrueAt(api, 'subscription_required'),
});

const hostsOf = (service: ConfigNode | undefined, domains: readonly ConfigNode[]): readonly string[] => [
  ...new Set(
    [
      ...(service ? itemsAt(blockAt(service, 'hostname_configuration'), 'proxy') : []),
      ...domains.flatMap((domain) => [...itemsAt(domain, 'gateway'), ...itemsAt(domain, 'proxy')]),
    ]
      .map((one) => textAt(one, 'host_name'))
      .concat(service ? textAt(service, 'gateway_url').replace(/^https:\/\//, '') : [])
      .flatMap((name) => hostOf(name) ?? []),
  ),
];

const operationOf = (node: ConfigNode) =>
  operationOfResource(
    textAt(node, 'operation_id'),
    { method: textAt(node, 'method'), urlTemplate: textAt(node, 'url_template') },
    proofOf(node),
  );

const namedValue = (node: ConfigNode, context: ImportContext) => {
  const isSecret = isTrueAt(node, 'secret');
  if (isSecret) context.secret(textAt(node, 'value'));
  return [textAt(node, 'display_name').toLowerCase(), isSecret ? undefined : textAt(node, 'value')] as const;
};

/** APIs of Azure API Management, with the policies that stand in the same state. */
export const azureApis = (
  resources: readonly TerraformResource[],
  context: ImportContext,
): { readonly apis: readonly ImportedApi[]; readonly problems: readonly InputProblem[] } => {
  const of = (name: string): readonly ConfigNode[] => valuesOfType(resources, type(name));
  const problems: InputProblem[] = [];
  const policyIn = (
    node: ConfigNode | undefined,
    attribute = 'xml_content',
  ): { readonly policy?: PolicyDocument } => {
    const text = node ? textAt(node, attribute) : '';
    if (!node || !text) return {};
    takePolicySecrets(text, context);
    const place = proofOf(nodeAt(node, attribute));
    const policy = readPolicy(text, place);
    if (!policy.ok) problems.push(problemAt(place, policy.problem.message, policy.problem.fix));
    return { policy };
  };
  const policiesBy = (
    nodes: readonly ConfigNode[],
    key: string,
    attribute?: string,
  ): ReadonlyMap<string, PolicyDocument> =>
    new Map(
      nodes.flatMap((node) => {
        const { policy } = policyIn(node, attribute);
        return policy ? [[textAt(node, key).toLowerCase(), policy] as const] : [];
      }),
    );
  const apiName = (node: ConfigNode): string => textAt(node, 'api_name').replace(/;rev=\w+$/, '');
  const apis = [...Map.groupBy(of('_api'), (api) => textAt(api, 'api_management_name'))].flatMap(
    ([name, members]) => {
      const here = (kind: string): readonly ConfigNode[] =>
        of(kind).filter((node) => ['', name].includes(textAt(node, 'api_management_name')));
      const operations = Map.groupBy(here('_api_operation'), apiName);
      const apiPolicies = Map.groupBy(here('_api_policy'), apiName);
      const operationPolicies = Map.groupBy(here('_api_operation_policy'), apiName);
      const productPolicies = Map.groupBy(here('_product_policy'), (node) => textAt(node, 'product_id'));
      const productApis = Map.groupBy(here('_product_api'), (node) => textAt(node, 'product_id'));
      const { policy: globalPolicy } = policyIn(of('_policy')[0]);
      const service: ApimService = {
        apis: members.map((api) => {
          const own = operations.get(textAt(api, 'name'));
          return {
            name: textAt(api, 'name'),
            workspace: '',
            properties: propertiesOf(api),
            locator: proofOf(api),
            operations: own?.map(operationOf),
            ...policyIn(apiPolicies.get(textAt(api, 'name'))?.[0]),
            operationPolicies: policiesBy(operationPolicies.get(textAt(api, 'name')) ?? [], 'operation_id'),
            diagnostics: [],
          };
        }),
        products: here('_product').map((product) => {
          const id = textAt(product, 'product_id');
          return {
            name: id,
            workspace: '',
            properties: { ...flag(product, 'subscription_required'), ...flag(product, 'approval_required') },
            locator: proofOf(product),
            ...policyIn(productPolicies.get(id)?.[0]),
            apis: new Set((productApis.get(id) ?? []).map((one) => apiName(one).toLowerCase())),
          };
        }),
        ...(globalPolicy ? { globalPolicy } : {}),
        workspacePolicies: new Map(),
        fragments: policiesBy(here('_policy_fragment'), 'name', 'value'),
        namedValues: new Map(here('_named_value').map((one) => namedValue(one, context))),
        versioning: new Map(
          of('_api_version_set').map(
            (one) => [textAt(one, 'name').toLowerCase(), textAt(one, 'versioning_scheme')] as const,
          ),
        ),
        selfHosted: new Set(),
        diagnostics: [],
        hosts: hostsOf(
          of('').find((one) => textAt(one, 'name') === name),
          of('_custom_domain'),
        ),
        consumers: [],
        problems: [],
        hasProducts: of('_product').length > 0,
      };
      const reading = readService(service);
      problems.push(...reading.problems);
      return reading.apis;
    },
  );
  return { apis, problems };
};
