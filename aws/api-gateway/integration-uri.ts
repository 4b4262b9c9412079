/**
 * The address of a backend without what may be a credential in it: user and password before the host, and the values
 * of query parameters. Their names and stage variables stay.
 */
export const backendUri = (uri: string | undefined): string | undefined => {
  if (uri === undefined) return undefined;
  const [address = '', ...query] = uri.split('?');
  const bare = address.replace(/^([a-z]+:\/\/)[^/]*@/i, '$1');
  if (query.length === 0) return bare;
  const names = query
    .join('?')
    .split('&')
    .map((pair) => pair.split('=', 1)[0]);
  return `${bare}?${names.join('&')}`;
};
