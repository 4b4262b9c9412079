import type { MiddlewareObj } from '@middy/core';
import { messagePage } from '../portal/pages/shell.ts';
import { BadForm, type HttpAnswer, type HttpRequest, htmlAnswer, securityHeaders } from './http.ts';
import { logger } from './logger.ts';

const answerTo = (error: unknown, requestId: string): HttpAnswer => {
  if (error instanceof BadForm) {
    return htmlAnswer(
      400,
      messagePage('The form could not be read', [
        error.message,
        'Go back, load the page again and send it once more.',
      ]),
    );
  }
  const { statusCode } = error as { statusCode?: number };
  if (statusCode === 404) {
    return htmlAnswer(
      404,
      messagePage(
        'There is no such page',
        ['The address may be cut off. Your tasks are on the first page.'],
        undefined,
        { href: '/', label: 'My tasks' },
      ),
    );
  }
  logger.error('unforeseen', { error: error instanceof Error ? error.name : 'Error', requestId });
  return htmlAnswer(
    500,
    messagePage('Something went wrong here', [
      'Nothing was recorded. Try again; if it stays, tell the platform team this number:',
      requestId,
    ]),
  );
};

/** Around every route: errors become pages without internals, HEAD has no body, the security headers stand on all. */
export const httpEdge = (): MiddlewareObj<HttpRequest, HttpAnswer> => {
  const finish = (request: HttpRequest, answer: HttpAnswer): HttpAnswer => ({
    ...answer,
    headers: { ...securityHeaders, ...answer.headers },
    ...(request.requestContext.http.method === 'HEAD' ? { body: '' } : {}),
  });
  return {
    after: (request) => {
      request.response = finish(request.event, request.response as HttpAnswer);
    },
    onError: (request) => {
      request.response = finish(
        request.event,
        answerTo(request.error, request.event.requestContext.requestId),
      );
    },
  };
};
