import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { readIssuerFile } from './people.ts';
import { signInPage, signInPolicy } from './sign-in-page.ts';

const mostBytes = 4096;

const readForm = async (request: IncomingMessage): Promise<URLSearchParams> => {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > mostBytes) throw new RangeError('The form is too long.');
  }
  return new URLSearchParams(text);
};

const page = (response: ServerResponse, status: number, policy: string, body: string): void => {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(body);
};

const signIn = async (
  provider: Provider,
  file: string,
  request: IncomingMessage,
  response: ServerResponse,
) => {
  const { stakeholders, portalUrl } = readIssuerFile(file);
  const { uid } = await provider.interactionDetails(request, response);
  const action = `/sign-in/${uid}`;
  if (request.method !== 'POST')
    return page(response, 200, signInPolicy(portalUrl), String(signInPage(action, stakeholders)));
  const subject = (await readForm(request)).get('subject') ?? '';
  if (!stakeholders.some((person) => person.subject === subject))
    return page(response, 400, signInPolicy(portalUrl), String(signInPage(action, stakeholders)));
  return provider.interactionFinished(request, response, {
    login: { accountId: subject, amr: ['pwd', 'mfa'] },
  });
};

/** The issuer with its sign-in page. */
export const issuerServer = (provider: Provider, file: string): Server => {
  const handle = provider.callback();
  return createServer((request, response) => {
    if (!(request.url ?? '').startsWith('/sign-in/')) return void handle(request, response);
    signIn(provider, file, request, response).catch((error: Error) =>
      page(
        response,
        400,
        "default-src 'none'",
        `<!doctype html><title>Sign in</title><p>${error.name === 'SessionNotFound' ? 'This sign-in has ended. Go back to the portal and start again.' : 'The sign-in failed. Go back to the portal and start again.'}</p>`,
      ),
    );
  });
};
