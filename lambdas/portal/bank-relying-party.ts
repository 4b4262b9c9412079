import { relyingParty } from '../../aws/oidc/relying-party.ts';
import { setting } from '../../aws/settings.ts';
import { personId } from '../../core/identifiers.ts';
import { logger } from '../edge/logger.ts';
import { type RelyingParty, SignInRefused } from './ports.ts';

/** The identity provider of the environment, as the portal sees it. */
export const bankRelyingParty = (portalUrl: string): RelyingParty => {
  const client = relyingParty({
    issuer: setting('OIDC_ISSUER'),
    clientId: setting('OIDC_CLIENT_ID'),
    redirectUri: `${portalUrl}/signed-in`,
  });
  return {
    newAttempt: client.newAttempt,
    authorizationUrl: client.authorizationUrl,
    async signedIn(query, attempt) {
      try {
        const { issuer, subject, name, authTime, amr } = await client.identity(query, attempt);
        return { person: personId(issuer, subject), name, authTime, amr };
      } catch (error) {
        // The library's messages may quote what the provider sent: only its class is logged.
        logger.warn('sign-in-refused', { error: error instanceof Error ? error.name : 'Error' });
        throw new SignInRefused('The identity provider did not confirm the sign-in.', { cause: error });
      }
    },
  };
};
