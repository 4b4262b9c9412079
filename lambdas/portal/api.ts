import { type ApiId, apiId } from '../../core/identifiers.ts';
import { correctionsOf, keysOf } from '../../core/inventory/corrections-of.ts';
import { hasRole } from '../../core/people/policy.ts';
import { type HttpAnswer, type HttpRequest, htmlAnswer, seeOther } from '../edge/http.ts';
import { type ApiPageInput, apiPage } from './pages/api-page.ts';
import { forStakeholders, message, type Visitor } from './people.ts';
import type { PortalPorts, Session } from './ports.ts';

/** The API that the address names, if it can be one at all. */
export const apiOf = ({ pathParameters }: HttpRequest): ApiId | undefined => {
  const text = pathParameters?.apiId ?? '';
  return /^[a-z0-9-]{1,64}$/.test(text) ? apiId(text) : undefined;
};

export const noApi = (session: Session): HttpAnswer =>
  message(404, 'There is no such API', ['It may have been joined with another one.'], session, {
    href: '/catalogue',
    label: 'Catalogue',
  });

/** The page of one API, also after a form that was not taken. */
export const apiAnswer = async (
  id: ApiId,
  status: number,
  ports: PortalPorts,
  { session, self, people }: Visitor,
  more: Pick<ApiPageInput, 'problem' | 'state' | 'done'> = {},
): Promise<HttpAnswer> => {
  const record = await ports.catalogue.get(id);
  if (!record) return noApi(session);
  // Joined with another one: its address leads on.
  if (record.apiId !== id) return seeOther(`/catalogue/${record.apiId}`);
  const keys = keysOf(record);
  const [results, corrections, discovery, unowned, history] = await Promise.all([
    ports.catalogue.results(id),
    ports.corrections.list(),
    ports.overview.discovery(),
    ports.attestations.unowned(),
    ports.catalogue.history(id),
  ]);
  return htmlAnswer(
    status,
    apiPage({
      record,
      results,
      corrections: correctionsOf(record, corrections),
      duplicates: (discovery?.possibleDuplicates ?? []).filter(
        ({ left, right }) => keys.has(left) !== keys.has(right),
      ),
      unowned: unowned.find((one) => one.apiId === id),
      history,
      names: new Map(people.map(({ person, name }) => [person, name])),
      mayCorrect: hasRole(self, ports.peoplePolicy.mayCorrect),
      nonce: ports.ids.random(16),
      session,
      ...more,
    }),
  );
};

export const api = forStakeholders(async (request, ports, visitor) => {
  const id = apiOf(request);
  if (!id) return noApi(visitor.session);
  const { state, done } = request.queryStringParameters ?? {};
  return apiAnswer(id, 200, ports, visitor, {
    ...(state ? { state } : {}),
    ...(done === '1' ? { done: true } : {}),
  });
});
