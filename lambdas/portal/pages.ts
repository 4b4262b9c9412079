import { stylesheet } from '../../core/presentation/stylesheet.ts';
import { tasksFor } from '../../core/risk/tasks.ts';
import { htmlAnswer } from '../edge/http.ts';
import { cataloguePage } from './pages/catalogue-page.ts';
import { tasksPage } from './pages/tasks-page.ts';
import { type Answer, forStakeholders } from './people.ts';

export const home = forStakeholders(async (_request, ports, { session }) =>
  htmlAnswer(200, tasksPage(await tasksFor(session.actor.person, ports), ports.clock.now(), session)),
);

export const catalogue = forStakeholders(async (request, ports, { session }) => {
  const { q = '', verdict = '' } = request.queryStringParameters ?? {};
  const records = await ports.catalogue.list();
  const rows = await Promise.all(
    records.map(async (record) => ({ record, ...(await ports.catalogue.results(record.apiId)) })),
  );
  return htmlAnswer(
    200,
    cataloguePage(rows, { text: q.slice(0, 100), verdict }, await ports.cycles.latest(), session),
  );
});

/** Its address changes with its content, so that it may be kept for ever. */
export const styleSheet: Answer = async () => ({
  statusCode: 200,
  headers: {
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  },
  body: stylesheet,
});

export const health: Answer = async () => ({
  statusCode: 200,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'ok',
});
