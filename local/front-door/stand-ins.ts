/** What the front door adds to the emulator, for a person who wants to know what a local result is worth. */
export const standIns: readonly string[] = [
  'ImportRestApi and PutRestApi (merge, overwrite, failOnWarnings): expanded into single calls; refusals as documented by AWS or recorded from it.',
  'Deployments of REST APIs as snapshots: the data plane serves the deployment, not the working copy. Authorizers and functions see the id `<api>-<deployment>`. Deployments that CloudFormation made are served from the working copy.',
  'GetDeployment(embed=apisummary), GetExport, GetResources without embed, GetStage: answered as AWS does.',
  'UpdateRestApi, UpdateMethod, UpdateIntegration, UpdateAuthorizer, UpdateUsagePlan: patches read as AWS does.',
  'UpdateDomainName, UpdateBasePathMapping; custom domains by Host header, over plain HTTP (no TLS, no client certificates).',
  'disableExecuteApiEndpoint; resource policies that deny everybody without conditions.',
  'Access logs of REST APIs in the format of their stage. The principal is read from the bearer token, not from the authorizer.',
  'Lists of VPC Lattice, App Runner, endpoint services, AWS Config, portals, VPC links, client certificates and routing rules: what the demo bank recorded for them, else empty.',
  'Not played: API Gateway quotas, VPC links, WAF, canary traffic, mapping templates.',
];
