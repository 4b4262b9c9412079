import { type Html, html } from '../../../core/presentation/html.ts';
import type { Session } from '../ports.ts';
import { formToken } from '../session.ts';

/** The hidden part of every form: a random number for this rendering, and the proof that it is one of this session. */
export const formProof = (session: Session, subject: string, nonce: string): Html =>
  html`<input type="hidden" name="nonce" value="${nonce}">
<input type="hidden" name="token" value="${formToken(session, subject, nonce)}">`;
