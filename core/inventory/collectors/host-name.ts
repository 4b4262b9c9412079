/** `\052` in an answer of Route 53 is the octal code of a character, here of `*`. */
const withoutEscapes = (name: string): string =>
  name.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));

/**
 * A name in DNS as evidence writes it: lower case, without the closing dot, scheme, port and path. The `dualstack.`
 * form of a load balancer's name is the same load balancer.
 */
export const hostName = (name: string): string => {
  const bare = withoutEscapes(name)
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/:\d+$/, '')
    .replace(/\.$/, '');
  return bare.endsWith('.elb.amazonaws.com') || bare.endsWith('.elb.amazonaws.com.cn')
    ? bare.replace(/^dualstack\./, '')
    : bare;
};

/** `host:NAME` with an optional base path, as `leadsTo` and `resource` write it. */
export const hostReference = (name: string, basePath = ''): string => `host:${hostName(name)}${basePath}`;

/**
 * The host that a pattern of a rule stands for: itself, or the narrowest `*.name` that holds every match.
 * `undefined` when that would be a whole top-level domain or any host.
 */
export const hostOfPattern = (pattern: string): string | undefined => {
  const labels = pattern.trim().toLowerCase().replace(/\.$/, '').split('.');
  const last = labels.findLastIndex((label) => /[*?]/.test(label));
  if (last < 0) return labels.join('.');
  const fixed = labels.slice(last + 1);
  return fixed.length >= 2 ? `*.${fixed.join('.')}` : undefined;
};
