import type { LogFormat } from '../log-record.ts';
import { type JsonNames, jsonReader } from './json.ts';

/**
 * A bank chooses the members of its access-log format itself: names of the `$context` variables (API Gateway developer
 * guide, "Variables for access logging") and what people make of them.
 */
export const gatewayNames: JsonNames = {
  host: ['domainname', 'host', 'hostheader', 'hostname', 'domain', 'authority'],
  method: ['httpmethod', 'method', 'requestmethod', 'verb'],
  target: ['path', 'requestpath', 'rawpath', 'uri', 'requesturi', 'url'],
  query: ['querystring', 'rawquerystring', 'query', 'querystringparameters'],
  status: ['status', 'statuscode', 'responsecode', 'responsestatus', 'httpstatus'],
  template: ['resourcepath', 'resource'],
  routeKey: ['routekey', 'route'],
  gatewayId: ['apiid', 'restapiid'],
  time: ['requesttimeepoch', 'epoch', 'requesttime', 'time', 'timestamp', 'datetime'],
  subject: [
    'authorizerprincipalid',
    'principalid',
    'authorizerclaimssub',
    'authorizersub',
    'sub',
    'cognitoidentityid',
  ],
  client: ['clientid', 'authorizerclientid', 'authorizerclaimsclientid', 'authorizerazp', 'azp'],
  apiKey: ['apikeyid', 'identityapikeyid'],
  certificate: [
    'identityclientcertsubjectdn',
    'clientcertsubjectdn',
    'clientcert',
    'subjectdn',
    'identityclientcertserialnumber',
  ],
  caller: ['identitycaller', 'caller', 'identityuser', 'user', 'identityuserarn', 'userarn'],
  address: ['identitysourceip', 'sourceip', 'ip', 'clientip', 'remoteaddr'],
};

/** Access logs of API Gateway stages in any JSON format. */
export const apiGatewayJson: LogFormat = {
  source: 'api-gateway-access-log',
  needsPlace: true,
  reader: () => jsonReader(gatewayNames),
};
