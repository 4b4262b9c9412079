import { aktoImporter } from './akto/importer.ts';
import { apiclarityImporter } from './apiclarity/importer.ts';
import { apigeeImporter } from './apigee/importer.ts';
import { asyncapiImporter } from './asyncapi/importer.ts';
import { azureApiManagementImporter } from './azure-api-management/importer.ts';
import { backstageImporter } from './backstage/importer.ts';
import { burpImporter } from './burp/importer.ts';
import { cloudformationImporter } from './cloudformation/importer.ts';
import { envoyImporter } from './envoy/importer.ts';
import { graphqlImporter } from './graphql/importer.ts';
import { graviteeImporter } from './gravitee/importer.ts';
import { harImporter } from './har/importer.ts';
import type { Importer } from './importer.ts';
import { istioImporter } from './istio/importer.ts';
import { katanaImporter } from './katana/importer.ts';
import { kongImporter } from './kong/importer.ts';
import { kubernetesGatewayImporter } from './kubernetes-gateway/importer.ts';
import { kubernetesIngressImporter } from './kubernetes-ingress/importer.ts';
import { mulesoftImporter } from './mulesoft/importer.ts';
import { nginxImporter } from './nginx/importer.ts';
import { noirImporter } from './noir/importer.ts';
import { nucleiImporter } from './nuclei/importer.ts';
import { openapiImporter } from './openapi/importer.ts';
import { postmanImporter } from './postman/importer.ts';
import { protoImporter } from './proto/importer.ts';
import { servicenowImporter } from './servicenow/importer.ts';
import { spreadsheetImporter } from './spreadsheet/importer.ts';
import { springCloudGatewayImporter } from './spring-cloud-gateway/importer.ts';
import { terraformImporter } from './terraform/importer.ts';
import { traefikImporter } from './traefik/importer.ts';
import { tykImporter } from './tyk/importer.ts';
import { wsdlImporter } from './wsdl/importer.ts';
import { wso2Importer } from './wso2/importer.ts';
import { zapImporter } from './zap/importer.ts';

/** Every importer, by the name of its folder. */
export const importers: readonly Importer[] = [
  aktoImporter,
  apiclarityImporter,
  apigeeImporter,
  asyncapiImporter,
  azureApiManagementImporter,
  backstageImporter,
  burpImporter,
  cloudformationImporter,
  envoyImporter,
  graphqlImporter,
  graviteeImporter,
  harImporter,
  istioImporter,
  katanaImporter,
  kongImporter,
  kubernetesGatewayImporter,
  kubernetesIngressImporter,
  mulesoftImporter,
  nginxImporter,
  noirImporter,
  nucleiImporter,
  openapiImporter,
  postmanImporter,
  protoImporter,
  servicenowImporter,
  spreadsheetImporter,
  springCloudGatewayImporter,
  terraformImporter,
  traefikImporter,
  tykImporter,
  wsdlImporter,
  wso2Importer,
  zapImporter,
];
