import { formOf, seeOther } from '../edge/http.ts';
import { signOutSubject } from './pages/shell.ts';
import { type Answer, message } from './people.ts';
import { SignInRefused } from './ports.ts';
import {
  attemptOf,
  endSession,
  isFormToken,
  isOwnOrigin,
  sessionOf,
  startSession,
  toSignIn,
} from './session.ts';

export const signIn: Answer = async (_request, ports) => toSignIn('/', ports);

/** Where the identity provider sends the browser back to. Writes a session, and nothing of any review. */
export const signedIn: Answer = async (request, ports) => {
  const attempt = attemptOf(request);
  if (!attempt)
    return message(400, 'This sign-in is over', [
      'It took longer than ten minutes, or was started in another browser.',
    ]);
  try {
    const actor = await ports.relyingParty.signedIn(request.rawQueryString, attempt);
    return seeOther(attempt.returnTo, await startSession(actor, ports));
  } catch (error) {
    if (error instanceof SignInRefused) return message(401, 'You are not signed in', [error.message]);
    throw error;
  }
};

export const signOut: Answer = async (request, ports) => {
  const session = await sessionOf(request, ports);
  const { token = '' } = formOf(request);
  const ours = isOwnOrigin(request, ports.portalUrl);
  if (session && !(ours && isFormToken(session, signOutSubject, '', token)))
    return message(403, 'You are still signed in', ['The form did not come from this portal.'], session);
  const cookies = await endSession(request, ports);
  return {
    ...message(200, 'You are signed out', ['Close the browser on a machine that others use.']),
    cookies,
  };
};
