import type { MiddlewareObj } from '@middy/core';
import { BadForm, type HttpAnswer, type HttpRequest, htmlAnswer, securityHeaders } from './http.ts';
import { logger } from './logger.ts';

/** Renders a page with one message. */
export type MessagePage = (title: string, text: readonly string[]) => string;

const statusOf = (error: unknown): number | undefined => (error as { statusCode?: number }).statusCode;

const answerTo = (error: unknown, requestId: string, page: MessagePage): HttpAnswer => {
  if (error instanceof BadForm)
    return htmlAnswer(
      400,
      page('The form could not be read', [
        error.message,
        'Nothing was recorded. Go back, load the page again and send it once more.',
      ]),
    );
  if (statusOf(error) === 404)
    return htmlAnswer(404, page('There is no such page', ['The address may be cut off, or out of date.']));
  logger.error('unforeseen', { error: error instanceof Error ? error.name : 'Error', requestId });
  return htmlAnswer(
    500,
    page('Something went wrong here', [
      'Try again. If it stays so, give the platform team this number:',
      requestId,
    ]),
  );
};

/** Around every route: errors become pages without internals, HEAD has no body, the security headers stand on all. */
export const httpEdge = (page: MessagePage): MiddlewareObj<HttpRequest, HttpAnswer> => {
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
      const { requestId } = request.event.requestContext;
      request.response = finish(request.event, answerTo(request.error, requestId, page));
    },
  };
};
