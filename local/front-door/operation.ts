import type { RawHeaders } from './http.ts';
import { header } from './http.ts';
import { scopeOf } from './signature.ts';

/** A call's operation as in the AWS API reference, and the service it was signed for. */
export interface Operation {
  readonly service: string;
  readonly name: string;
}

/** Path templates of the services that name an operation by method and path; `{}` is one segment, `{+}` several. */
const routes: Readonly<Record<string, readonly string[]>> = {
  apigateway: `
    GET /account GetAccount
    PATCH /account UpdateAccount
    POST /apikeys CreateApiKey
    GET /apikeys GetApiKeys
    GET /apikeys/{} GetApiKey
    PATCH /apikeys/{} UpdateApiKey
    DELETE /apikeys/{} DeleteApiKey
    POST /usageplans CreateUsagePlan
    GET /usageplans GetUsagePlans
    GET /usageplans/{} GetUsagePlan
    PATCH /usageplans/{} UpdateUsagePlan
    DELETE /usageplans/{} DeleteUsagePlan
    POST /usageplans/{}/keys CreateUsagePlanKey
    GET /usageplans/{}/keys GetUsagePlanKeys
    DELETE /usageplans/{}/keys/{} DeleteUsagePlanKey
    POST /domainnames CreateDomainName
    GET /domainnames GetDomainNames
    GET /domainnames/{} GetDomainName
    PATCH /domainnames/{} UpdateDomainName
    DELETE /domainnames/{} DeleteDomainName
    POST /domainnames/{}/basepathmappings CreateBasePathMapping
    GET /domainnames/{}/basepathmappings GetBasePathMappings
    GET /domainnames/{}/basepathmappings/{} GetBasePathMapping
    PATCH /domainnames/{}/basepathmappings/{} UpdateBasePathMapping
    DELETE /domainnames/{}/basepathmappings/{} DeleteBasePathMapping
    POST /restapis CreateRestApi
    GET /restapis GetRestApis
    GET /restapis/{} GetRestApi
    PUT /restapis/{} PutRestApi
    PATCH /restapis/{} UpdateRestApi
    DELETE /restapis/{} DeleteRestApi
    GET /restapis/{}/resources GetResources
    GET /restapis/{}/resources/{} GetResource
    POST /restapis/{}/resources/{} CreateResource
    PATCH /restapis/{}/resources/{} UpdateResource
    DELETE /restapis/{}/resources/{} DeleteResource
    PUT /restapis/{}/resources/{}/methods/{} PutMethod
    GET /restapis/{}/resources/{}/methods/{} GetMethod
    PATCH /restapis/{}/resources/{}/methods/{} UpdateMethod
    DELETE /restapis/{}/resources/{}/methods/{} DeleteMethod
    PUT /restapis/{}/resources/{}/methods/{}/responses/{} PutMethodResponse
    GET /restapis/{}/resources/{}/methods/{}/responses/{} GetMethodResponse
    PUT /restapis/{}/resources/{}/methods/{}/integration PutIntegration
    GET /restapis/{}/resources/{}/methods/{}/integration GetIntegration
    PATCH /restapis/{}/resources/{}/methods/{}/integration UpdateIntegration
    DELETE /restapis/{}/resources/{}/methods/{}/integration DeleteIntegration
    PUT /restapis/{}/resources/{}/methods/{}/integration/responses/{} PutIntegrationResponse
    POST /restapis/{}/deployments CreateDeployment
    GET /restapis/{}/deployments GetDeployments
    GET /restapis/{}/deployments/{} GetDeployment
    PATCH /restapis/{}/deployments/{} UpdateDeployment
    DELETE /restapis/{}/deployments/{} DeleteDeployment
    POST /restapis/{}/stages CreateStage
    GET /restapis/{}/stages GetStages
    GET /restapis/{}/stages/{} GetStage
    PATCH /restapis/{}/stages/{} UpdateStage
    DELETE /restapis/{}/stages/{} DeleteStage
    GET /restapis/{}/stages/{}/exports/{} GetExport
    POST /restapis/{}/authorizers CreateAuthorizer
    GET /restapis/{}/authorizers GetAuthorizers
    GET /restapis/{}/authorizers/{} GetAuthorizer
    PATCH /restapis/{}/authorizers/{} UpdateAuthorizer
    DELETE /restapis/{}/authorizers/{} DeleteAuthorizer
    POST /restapis/{}/requestvalidators CreateRequestValidator
    GET /restapis/{}/requestvalidators GetRequestValidators
    DELETE /restapis/{}/requestvalidators/{} DeleteRequestValidator
    POST /restapis/{}/models CreateModel
    GET /restapis/{}/models GetModels
    GET /restapis/{}/models/{} GetModel
    PATCH /restapis/{}/models/{} UpdateModel
    DELETE /restapis/{}/models/{} DeleteModel
    GET /restapis/{}/gatewayresponses GetGatewayResponses
    PUT /restapis/{}/gatewayresponses/{} PutGatewayResponse
    DELETE /restapis/{}/gatewayresponses/{} DeleteGatewayResponse
    GET /tags/{+} GetTags
    PUT /tags/{+} TagResource
    DELETE /tags/{+} UntagResource
    POST /v2/apis CreateApi
    GET /v2/apis GetApis
    GET /v2/apis/{} GetApi
    PATCH /v2/apis/{} UpdateApi
    DELETE /v2/apis/{} DeleteApi
    GET /v2/apis/{}/routes GetRoutes
    POST /v2/apis/{}/routes CreateRoute
    GET /v2/apis/{}/stages GetStages
    GET /v2/apis/{}/stages/{} GetStage
    POST /v2/apis/{}/stages CreateStage
    PATCH /v2/apis/{}/stages/{} UpdateStage
    GET /v2/apis/{}/authorizers GetAuthorizers
    POST /v2/apis/{}/authorizers CreateAuthorizer
    GET /v2/apis/{}/integrations GetIntegrations
    POST /v2/apis/{}/integrations CreateIntegration
    GET /v2/domainnames GetDomainNames
    GET /v2/domainnames/{}/apimappings GetApiMappings
    GET /v2/domainnames/{}/routingrules ListRoutingRules
    GET /v2/apis/{}/deployments GetDeployments
    GET /v2/portals ListPortals
    GET /v2/portalproducts ListPortalProducts
    GET /vpclinks GetVpcLinks
    GET /clientcertificates GetClientCertificates
    GET /domainnameaccessassociations GetDomainNameAccessAssociations`
    .trim()
    .split(/\s*\n\s*/),
  lambda: `
    POST /2015-03-31/functions CreateFunction
    POST /2015-03-31/functions/{}/invocations Invoke
    GET /2015-03-31/functions/{} GetFunction`
    .trim()
    .split(/\s*\n\s*/),
  'vpc-lattice': ['GET /services ListServices'],
  appsync: ['GET /v1/domainnames ListDomainNames'],
  ses: ['POST /v2/email/outbound-emails SendEmail'],
  s3: `
    GET / ListBuckets
    PUT /{} CreateBucket
    GET /{} ListObjectsV2
    HEAD /{} HeadBucket
    DELETE /{} DeleteBucket
    PUT /{}/{+} PutObject
    GET /{}/{+} GetObject
    HEAD /{}/{+} HeadObject
    DELETE /{}/{+} DeleteObject`
    .trim()
    .split(/\s*\n\s*/),
};

const patternOf = (template: string): RegExp =>
  new RegExp(`^${template.replace(/\{\+\}/g, '.+').replace(/\{\}/g, '[^/]+')}/?$`);

const compiled = new Map(
  Object.entries(routes).map(([service, lines]) => [
    service,
    lines.map((line) => {
      const [method, template, name] = line.split(' ') as [string, string, string];
      return { method, pattern: patternOf(template), name };
    }),
  ]),
);

const byPath = (service: string, method: string, path: string): string | undefined =>
  compiled.get(service)?.find((route) => route.method === method && route.pattern.test(path))?.name;

/**
 * The operation of a call to AWS: by `X-Amz-Target` for the JSON protocols, by `Action` for the query protocol
 * (`form` is such a body), by the path of a Smithy RPC call, else by method and path. `Unknown` when none fits.
 */
export const operationOf = (
  call: { method: string; path: string; query: URLSearchParams; headers: RawHeaders },
  form = '',
): Operation => {
  const scope = scopeOf(header(call.headers, 'authorization'));
  const service = scope?.service ?? (call.path.startsWith('/restapis') ? 'apigateway' : 'unsigned');
  const target = header(call.headers, 'x-amz-target')?.split('.').at(-1);
  const action = call.query.get('Action') ?? new URLSearchParams(form).get('Action');
  const rpc = /^\/service\/[^/]+\/operation\/([^/]+)$/.exec(call.path)?.[1];
  const isImport = service === 'apigateway' && call.query.get('mode') === 'import' && call.method === 'POST';
  const name = isImport ? 'ImportRestApi' : byPath(service, call.method, call.path);
  return { service, name: target ?? action ?? rpc ?? name ?? 'Unknown' };
};
