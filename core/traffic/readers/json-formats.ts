import { isMapping, listOf, mappingAt, textOf } from '../../documentation/mapping.ts';
import type { LogFormat } from '../log-record.ts';
import { gatewayNames } from './api-gateway-json.ts';
import { type JsonNames, jsonReader } from './json.ts';

/**
 * AWS WAF logs: every request header by name. The web ACL does not know what the service behind it answered, so that a
 * line is evidence of authentication, not of an endpoint. Values of headers are not kept.
 */
export const waf: LogFormat = {
  source: 'waf-log',
  needsPlace: false,
  reader: () =>
    jsonReader(
      {
        host: ['httprequesthost'],
        method: ['httprequesthttpmethod'],
        target: ['httprequesturi'],
        query: ['httprequestargs'],
        status: ['responsecodesent'],
        time: ['timestamp'],
        address: ['httprequestclientip'],
      },
      (entry) => {
        const headers = listOf(mappingAt(entry, 'httpRequest').headers).filter(isMapping);
        const names = headers.map(({ name }) => textOf(name));
        const host = headers.find(({ name }) => textOf(name).toLowerCase() === 'host');
        return [['headerNames', names.join(',')], ...(host ? [['host', textOf(host.value)] as const] : [])];
      },
    ),
};

/** VPC Lattice access logs: the caller is an IAM principal, or the subject of an X.509 certificate. */
export const vpcLattice: LogFormat = {
  source: 'vpc-lattice-access-log',
  needsPlace: true,
  reader: () =>
    jsonReader({
      host: ['hostheader', 'servernameindication', 'resolveduser'],
      method: ['requestmethod'],
      target: ['requestpath'],
      status: ['responsecode'],
      time: ['starttime'],
      subject: ['callerprincipal'],
      certificate: ['callerx509subjectcn', 'callerx509sanuri', 'callerx509sandns', 'callerx509issuerou'],
      address: ['sourceipport'],
    }),
};

/** Kong's file-log, http-log and tcp-log: one object a request. */
export const kong: LogFormat = {
  source: 'kong-access-log',
  needsPlace: true,
  reader: () =>
    jsonReader(
      {
        host: ['requestheadershost', 'requestheadersxforwardedhost'],
        method: ['requestmethod'],
        target: ['requesturi', 'upstreamuri', 'requesturl'],
        status: ['responsestatus'],
        time: ['startedat'],
        subject: ['consumerusername', 'consumercustomid', 'consumerid', 'authenticatedentityconsumerid'],
        client: ['authenticatedentityid'],
        certificate: ['requesttlsclientverify'],
        address: ['clientip'],
      },
      (entry) => [['headerNames', Object.keys(mappingAt(entry, 'request', 'headers')).join(',')]],
    ),
};

/** Envoy and Istio with `typed_json_format`, and whatever else writes one request a line under usual names. */
export const usualNames: JsonNames = {
  ...gatewayNames,
  host: [...(gatewayNames.host ?? []), 'httphost', 'servername', 'vhost', 'requesthost'],
  target: [...(gatewayNames.target ?? []), 'xenvoyoriginalpath', 'httppath', 'requesttarget'],
  status: [...(gatewayNames.status ?? []), 'httpstatuscode', 'code'],
  time: [...(gatewayNames.time ?? []), 'starttime', 'timelocal', 'timeiso8601', 'ts', 'at'],
  subject: [...(gatewayNames.subject ?? []), 'principal', 'subject', 'userid', 'clientcertsubject'],
  client: [...(gatewayNames.client ?? []), 'consumer', 'partner'],
  address: [
    ...(gatewayNames.address ?? []),
    'remoteip',
    'remoteaddress',
    'downstreamremoteaddress',
    'xforwardedfor',
  ],
  requestLine: ['request', 'requestline'],
};

export const jsonLines: LogFormat = {
  source: 'access-log',
  needsPlace: false,
  reader: () => jsonReader(usualNames),
};
