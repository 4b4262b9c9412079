import { personId } from '../../../core/identifiers.ts';
import { type RelyingParty, SignInRefused } from '../../../lambdas/portal/ports.ts';

/**
 * An identity provider whose codes are subjects: `code=rita` signs Rita in. It checks the state as the real client
 * does. `authorizePath` is where its own page would be.
 */
export const memoryRelyingParty = (issuer: string, authorize = `${issuer}/authorize`): RelyingParty => {
  let attempts = 0;
  return {
    newAttempt: () => {
      attempts += 1;
      return { state: `state-${attempts}`, nonce: `nonce-${attempts}`, codeVerifier: `verifier-${attempts}` };
    },
    authorizationUrl: async ({ state }) => `${authorize}?state=${state}`,
    async signedIn(query, attempt) {
      const answer = new URLSearchParams(query);
      const subject = answer.get('code');
      if (!subject || answer.get('state') !== attempt.state)
        throw new SignInRefused('The identity provider did not confirm the sign-in.');
      const name = `${subject.slice(0, 1).toUpperCase()}${subject.slice(1)} Doe`;
      return { person: personId(issuer, subject), name, authTime: 1_795_500_000, amr: ['pwd', 'otp'] };
    },
  };
};
