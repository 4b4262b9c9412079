import { blind, partly, seen, type VisibilityMap } from '../../visibility.ts';
import type { GatewaySetting, Importer, ImportFile, ImportReading } from '../importer.ts';
import { mergeApis } from '../route-controls.ts';
import { readExtract } from './extract.ts';
import { readArmResources } from './resources.ts';
import { readService } from './routes.ts';
import type { ApimService } from './service.ts';

const extractFormat = 'APIOps extract';
const templateFormat = 'Azure Resource Manager resources';

const documentsOf = (service: ApimService) => [
  ...(service.globalPolicy ? [service.globalPolicy] : []),
  ...service.workspacePolicies.values(),
  ...service.fragments.values(),
  ...service.products.flatMap(({ policy }) => policy ?? []),
  ...service.apis.flatMap((api) => [...(api.policy ? [api.policy] : []), ...api.operationPolicies.values()]),
];

const visibilityOf = (service: ApimService): VisibilityMap => {
  const unread = documentsOf(service).some(({ ok }) => !ok);
  const policies = unread
    ? partly('Some policies cannot be read: what they ask is unknown.')
    : !service.globalPolicy
      ? partly('The policy of the service itself is not among the files.')
      : seen;
  return {
    hosts:
      service.hosts.length > 0
        ? seen
        : blind(
            'Host names stand with the service resource (hostnameConfigurations), which an extract does not hold.',
          ),
    routes: partly(
      'The extractor may have been given a filter, and APIs left out of it are not in the files.',
    ),
    authentication:
      policies.seen === 'full' && !service.hasProducts
        ? partly('Products, which may open an API, are not among the files.')
        : policies,
    authorisation: policies,
    'rate-limits': policies,
    transport: partly(
      'TLS versions and ciphers stand with the service resource, and so does whether client certificates are asked for.',
    ),
    logging: partly('Diagnostic settings of the Azure resource stand outside the extract.'),
    validation: policies,
    consumers:
      service.consumers.length > 0
        ? partly('Subscriptions are extracted by name; users and their keys are not.')
        : blind('Subscriptions and users are not among the files.'),
    owners: partly('Only the contact of an API is read.'),
  };
};

const isJson = ({ name }: ImportFile): boolean => /\.json$/i.test(name);
const isInformation = ({ name }: ImportFile): boolean =>
  /(?:^|\/)(?:apiInformation|productInformation|namedValueInformation|policyFragmentInformation|operationInformation)\.json$/i.test(
    name,
  );

const looksLikeTemplate = (file: ImportFile): boolean => {
  if (!isJson(file)) return false;
  try {
    return /Microsoft\.ApiManagement\/service/i.test(file.text());
  } catch {
    return false;
  }
};

const isExtract = (files: readonly ImportFile[]): boolean =>
  files.some(isInformation) ||
  files.some(({ name }) => /(?:^|\/)apis\/[^/]+\/(?:policy\.xml|operations\/)/i.test(name));

const settingsOf = (service: ApimService): readonly GatewaySetting[] =>
  [...service.selfHosted].map((name) => ({
    name: 'selfHostedGateway.api',
    value: name,
    proof: service.apis.find((api) => api.name.toLowerCase() === name)?.locator ?? '',
  }));

/** Azure API Management: folders of the APIOps extractor, templates, and answers of the management API. */
export const azureApiManagementImporter: Importer = {
  id: 'azure-api-management',
  source: 'azure-api-management',
  title: 'Azure API Management',
  howTo:
    'Run the APIOps extractor and zip the folder that it writes, or export the service as an Azure Resource Manager template.',
  detect: (files) => {
    if (isExtract(files)) return { format: extractFormat, confidence: 0.97 };
    return files.some(looksLikeTemplate) ? { format: templateFormat, confidence: 0.9 } : undefined;
  },
  parse: (files, context): ImportReading => {
    const fromTemplate = !isExtract(files) && files.some(looksLikeTemplate);
    const service = fromTemplate
      ? readArmResources(files.filter(isJson), context)
      : readExtract(files, context);
    const { apis, problems } = readService(service);
    return {
      format: fromTemplate ? templateFormat : extractFormat,
      apis: mergeApis(apis),
      consumers: service.consumers.map((name) => ({ name, credentials: ['api-key'] })),
      settings: settingsOf(service),
      visibility: visibilityOf(service),
      problems: [...service.problems, ...problems],
    };
  },
};
