/** Headers that carry a credential, by the kind of it; `x-…-key` and `x-…-token` of any name too. */
const kinds: readonly (readonly [string, RegExp])[] = [
  ['authorization', /^(?:proxy-)?authorization$/],
  ['api-key', /^(?:x-api-key|api-?key|apikey|ocp-apim-subscription-key|x-.{1,40}-?key)$/],
  ['session', /^cookie$/],
  ['certificate', /^(?:x-amzn-mtls-clientcert.*|x-forwarded-client-cert|x-client-cert.*|ssl-client-cert)$/],
  ['token', /^x-.{1,40}-token$/],
  ['proof', /^(?:dpop|signature|x-jws-signature|tpp-signature-certificate)$/],
];

const maxNames = 100;

/**
 * Kinds of credentials among the names of a request's headers, sorted; a value is never looked at.
 * @param names separated by commas, colons, blanks, semicolons or new lines
 */
export const credentialsIn = (names: string): readonly string[] => {
  const found = new Set<string>();
  for (const name of names.toLowerCase().split(/[\s,;:|]+/, maxNames))
    for (const [kind, pattern] of kinds) if (name.length < 64 && pattern.test(name)) found.add(kind);
  return [...found].sort();
};
