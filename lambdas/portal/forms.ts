import { createHash } from 'node:crypto';
import { formOf, type HttpAnswer, type HttpRequest } from '../edge/http.ts';
import { type Answer, forStakeholders, message, type StakeholderRoute, type Visitor } from './people.ts';
import type { PortalPorts, Session } from './ports.ts';
import { isFormToken, isOwnOrigin } from './session.ts';

export type Fields = Readonly<Record<string, string>>;

/** The same for every sending of one form, so that what it does is done once. */
export const formId = (session: Session, subject: string, { nonce = '' }: Fields): string =>
  createHash('sha256').update(`${session.csrfSecret}\n${subject}\n${nonce}`).digest('hex').slice(0, 26);

export const nothingRecorded = (
  status: number,
  text: string,
  session: Session | undefined,
  back: string,
): HttpAnswer =>
  message(status, 'Nothing was recorded', [text], session, { href: back, label: 'Open the page again' });

export interface FormRoute extends Pick<StakeholderRoute, 'namesNoApi'> {
  /** What the form's token is bound to: another subject is another form. */
  readonly subject: (request: HttpRequest, fields: Fields) => string;
  /** The page that holds the form. */
  readonly back: (request: HttpRequest) => string;
}

export type FormAnswer = (
  fields: Fields,
  request: HttpRequest,
  ports: PortalPorts,
  visitor: Visitor,
) => Promise<HttpAnswer>;

/** Takes a form: session, own origin, and proof that this session was given the form. Then the answer of the page. */
export const forForm = ({ subject, back, ...route }: FormRoute, answer: FormAnswer): Answer =>
  forStakeholders(
    async (request, ports, visitor) => {
      const { session } = visitor;
      if (!isOwnOrigin(request, ports.portalUrl))
        return nothingRecorded(403, 'The form did not come from this portal.', session, back(request));
      const fields = formOf(request);
      const { nonce = '', token = '' } = fields;
      if (!nonce || !isFormToken(session, subject(request, fields), nonce, token))
        return nothingRecorded(403, 'The form is not one of this session.', session, back(request));
      return answer(fields, request, ports, visitor);
    },
    {
      ...route,
      withoutSession: async (request) =>
        message(
          401,
          'You are not signed in',
          ['Nothing was recorded. Sign in and do it again there.'],
          undefined,
          {
            href: back(request),
            label: 'Sign in and open the page',
          },
        ),
    },
  );
