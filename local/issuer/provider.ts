import {
  type Account,
  type AdapterPayload,
  type Configuration,
  interactionPolicy,
  Provider,
} from 'oidc-provider';
import type { IssuerKeys } from './keys.ts';
import { readIssuerFile } from './people.ts';
import { MemoryAdapter } from './store.ts';

/** A resource has to be named by an absolute URI; its audience may be any text. */
const gateway = 'urn:gatehouse:gateway';
const scopes = 'openid profile email';

const portalClient = (clientId: string, portalUrl: string): AdapterPayload => ({
  client_id: clientId,
  redirect_uris: [`${portalUrl}/signed-in`],
  post_logout_redirect_uris: [`${portalUrl}/`, portalUrl],
  response_types: ['code'],
  grant_types: ['authorization_code'],
  token_endpoint_auth_method: 'none',
  require_auth_time: true,
});

/** A program may send its secret in the header or in the body, as with most banks' issuers. */
const program = (clientId: string, secret: string): AdapterPayload => ({
  client_id: clientId,
  client_secret: secret,
  redirect_uris: [],
  response_types: [],
  grant_types: ['client_credentials'],
  token_endpoint_auth_method: Provider.ctx?.headers.authorization
    ? 'client_secret_basic'
    : 'client_secret_post',
});

/** Clients come from the file, everything else from memory. */
const adapterOver = (file: string) =>
  class extends MemoryAdapter {
    readonly #isClients: boolean;

    constructor(kind: string) {
      super(kind);
      this.#isClients = kind === 'Client';
    }

    override async find(id: string): Promise<AdapterPayload | undefined> {
      if (!this.#isClients) return super.find(id);
      const { clients, portalClientId, portalUrl } = readIssuerFile(file);
      if (id === portalClientId) return portalClient(id, portalUrl);
      const client = clients.find(({ clientId }) => clientId === id);
      return client && program(id, client.secret);
    }
  };

const accountOf =
  (file: string): NonNullable<Configuration['findAccount']> =>
  async (_, subject): Promise<Account | undefined> => {
    const person = readIssuerFile(file).stakeholders.find((one) => one.subject === subject);
    return (
      person && {
        accountId: subject,
        claims: async () => ({ sub: subject, name: person.name, email: person.mail, email_verified: true }),
      }
    );
  };

/** Asks at every sign-in, for a demonstration has one browser and many people. */
const alwaysAsk = () => {
  const policy = interactionPolicy.base();
  policy
    .get('login')
    ?.checks.add(
      new interactionPolicy.Check('who', 'choose who signs in', (ctx) =>
        ctx.oidc.result?.login
          ? interactionPolicy.Check.NO_NEED_TO_PROMPT
          : interactionPolicy.Check.REQUEST_PROMPT,
      ),
    );
  return policy;
};

/** Nobody is asked for consent: the bank's portal is the bank's own. */
const grantAll: NonNullable<Configuration['loadExistingGrant']> = async (ctx) => {
  const { client, session, provider } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(scopes);
  await grant.save();
  return grant;
};

/** The bank's OpenID Connect issuer: people by code and PKCE, programs by client credentials. */
export const issuerProvider = (issuer: string, file: string, keys: IssuerKeys): Provider =>
  new Provider(issuer, {
    adapter: adapterOver(file),
    jwks: keys.jwks as NonNullable<Configuration['jwks']>,
    cookies: { keys: [...keys.cookieKeys] },
    claims: { openid: ['sub', 'amr', 'auth_time'], profile: ['name'], email: ['email', 'email_verified'] },
    // The portal reads the ID token only.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    interactions: { policy: alwaysAsk(), url: (_, interaction) => `/sign-in/${interaction.uid}` },
    findAccount: accountOf(file),
    loadExistingGrant: grantAll,
    ttl: {
      ClientCredentials: 3600,
      AccessToken: 3600,
      IdToken: 3600,
      Session: 28_800,
      Grant: 28_800,
      Interaction: 3600,
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx) => (ctx.oidc.params?.grant_type === 'client_credentials' ? gateway : []),
        getResourceServerInfo: (_, __, client) => {
          const { audience, clients } = readIssuerFile(file);
          const granted = clients.find(({ clientId }) => clientId === client.clientId)?.scopes ?? [];
          return {
            scope: granted.join(' '),
            audience,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'RS256' } },
          };
        },
      },
    },
  });
