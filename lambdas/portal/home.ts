import { unanswered } from '../../core/attestation/answering.ts';
import { tasksFor } from '../../core/risk/tasks.ts';
import { htmlAnswer, seeOther } from '../edge/http.ts';
import { tasksPage } from './pages/tasks-page.ts';
import { forStakeholders } from './people.ts';
import { openPrivateList } from './private-list.ts';

/** What waits for somebody. Whoever writes a private list is taken there: tasks name APIs. */
export const home = forStakeholders(
  async (_request, ports, { session }) => {
    const { person } = session.actor;
    const list = await openPrivateList(person, ports);
    if (list) return seeOther(`/workshop/${list}`);
    const questions = (await ports.attestations.openLists(person)).flatMap(unanswered).length;
    const tasks = await tasksFor(person, ports);
    return htmlAnswer(200, tasksPage({ tasks, questions }, ports.clock.now(), session));
  },
  { namesNoApi: true },
);
