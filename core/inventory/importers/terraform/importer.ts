import type { InputProblem } from '../../../input-problem.ts';
import { blind, partly, type VisibilityMap } from '../../visibility.ts';
import { readEstate } from '../aws-resources/read-estate.ts';
import { proofOf, textAt } from '../config-node.ts';
import type { ImportedApi, Importer, ImportFile } from '../importer.ts';
import { beginningOf, textOfMember } from '../member-text.ts';
import { problemAt } from '../proof-problem.ts';
import { detectKind, recognised } from '../recognised.ts';
import { routeBudget } from '../route-budget.ts';
import { mergeRoutes } from '../route-controls.ts';
import { awsResources } from './aws.ts';
import { azureApis } from './azure.ts';
import { kongApis } from './kong.ts';
import { kubernetesApis } from './kubernetes.ts';
import { readTerraform, type TerraformResource, valuesOfType } from './resources.ts';

const title = 'Terraform state';

/** Keys stand in any order, and the lists of a large state before its version. */
const isTerraform = (file: ImportFile): boolean => {
  if (!/\.(?:json|tfstate(?:\.backup)?)$|^[^.]*$/i.test(file.name) || !/^\s*\{/.test(beginningOf(file, 64)))
    return false;
  const text = textOfMember(file);
  return (
    /"terraform_version"\s*:/.test(text) &&
    (/"(?:planned_values|root_module|child_modules|serial|lineage)"\s*:/.test(text) ||
      /"resources"\s*:\s*\[/.test(text))
  );
};

/** A proxy’s paths stand in its bundle, which the state keeps only as a file name. */
const apigeeApis = (
  resources: readonly TerraformResource[],
): { readonly apis: readonly ImportedApi[]; readonly problems: readonly InputProblem[] } => {
  const apis = valuesOfType(resources, 'google_apigee_api').map(
    (values): ImportedApi => ({
      name: textAt(values, 'name'),
      style: 'REST',
      locator: proofOf(values),
      routes: [],
    }),
  );
  const message = 'The paths of this Apigee proxy stand in its bundle, not in the state.';
  const fix = 'Import the bundle as apigee.';
  return {
    apis,
    problems: apis.map(({ locator }) => problemAt(locator, message, fix)),
  };
};

/** Gateways may change paths on the way, so that a backend’s host alone would lead to the wrong place. */
const withoutHosts = ({
  apis,
  problems,
}: {
  readonly apis: readonly ImportedApi[];
  readonly problems: readonly InputProblem[];
}) => ({
  apis: apis.map(({ leadsTo: _, ...api }): ImportedApi => api),
  problems,
});

const visibilityOf = (kind: 'state' | 'show' | 'plan'): VisibilityMap => {
  const managed = partly(
    kind === 'plan'
      ? 'A plan holds what is meant to be; names that are given when it is applied are not known yet.'
      : 'The state holds what this configuration manages; what was made by hand or by another state stands in the account.',
  );
  return {
    hosts: managed,
    routes: managed,
    authentication: managed,
    authorisation: partly('Policies of functions, resources and backends may refuse more than is read here.'),
    'rate-limits': partly('Limits of the account apply besides those that are written here.'),
    transport: managed,
    logging: managed,
    validation: managed,
    consumers: blind('Keys and users are secrets of the state and are not read.'),
    owners: partly('Only tags can name an owner.'),
  };
};

/** Terraform and OpenTofu: states of version 4, and `show -json` of a state or a plan. */
export const terraformImporter: Importer = {
  id: 'terraform',
  source: 'terraform',
  title,
  howTo:
    'Run `terraform show -json > state.json` in each configuration, and hand in the files; they mark which values are sensitive.',
  detect: (files) => detectKind(files, isTerraform, title),
  parse: (files, context) => {
    const mine = recognised(files, isTerraform, 'a Terraform state');
    const { resources, kind, version, problems } = readTerraform(mine.files, context);
    const budget = routeBudget();
    const read = [
      readEstate(awsResources(resources), context, budget),
      withoutHosts(azureApis(resources, context)),
      withoutHosts(kongApis(resources, context)),
      kubernetesApis(resources, budget),
      apigeeApis(resources),
    ];
    return {
      format: kind === 'plan' ? 'Terraform plan' : title,
      ...(version ? { version } : {}),
      apis: read.flatMap(({ apis }) => apis).map((api) => ({ ...api, routes: mergeRoutes(api.routes) })),
      consumers: [],
      settings: [],
      visibility: visibilityOf(kind),
      problems: [
        ...mine.problems,
        ...problems,
        ...read.flatMap((one) => one.problems),
        ...budget.problems(files[0]?.name ?? ''),
      ],
    };
  },
};
