/** Host names that AWS gives out. Nobody chose them: such a name tells where a thing is and says nothing of its identity to people. */
const givenByAws =
  /\.(?:amazonaws\.com(?:\.cn)?|cloudfront\.net|on\.aws|awsapprunner\.com|awsglobalaccelerator\.com)$/;

export const isAwsAddress = (host: string): boolean => givenByAws.test(host);

/** The API that API Gateway's own host name stands for, also through a VPC endpoint (`id-vpce-…`). */
export const gatewayOfHost = (host: string): { readonly region: string; readonly id: string } | undefined => {
  const parts = /^([a-z0-9]+)(?:-vpce-[a-z0-9]+)?\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(
    host,
  );
  // The name of a custom domain's own endpoint begins with `d-` and stands for no API.
  return parts?.[1] ? { id: parts[1], region: parts[2] ?? '' } : undefined;
};

/** `host:NAME/base/path` → its parts; undefined for anything else. */
export const hostReferenceOf = (
  reference: string,
): { readonly host: string; readonly basePath: string } | undefined => {
  if (!reference.startsWith('host:')) return undefined;
  const slash = reference.indexOf('/');
  const host = reference.slice('host:'.length, slash < 0 ? undefined : slash).toLowerCase();
  const basePath = slash < 0 ? '' : reference.slice(slash).replace(/\/+$/, '');
  return host ? { host, basePath } : undefined;
};

/** `*.bank.example` for `pay.bank.example`; undefined for a name without a domain and for a wildcard. */
export const wildcardOver = (host: string): string | undefined => {
  const dot = host.indexOf('.');
  return dot < 0 || host.startsWith('*.') ? undefined : `*${host.slice(dot)}`;
};
