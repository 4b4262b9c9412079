import { vacancies } from '../../core/people/vacancies.ts';
import { htmlAnswer } from '../edge/http.ts';
import { stakeholdersPage } from './pages/stakeholders-page.ts';
import { forStakeholders } from './people.ts';

/** The register: who holds what, vacancies first. It names no API. */
export const stakeholders = forStakeholders(
  async (_request, { clock, peoplePolicy }, { session, people }) => {
    const day = clock.now().toISOString().slice(0, 10);
    const vacant = vacancies(people, peoplePolicy, day);
    return htmlAnswer(200, stakeholdersPage({ people, policy: peoplePolicy, vacant, day, session }));
  },
  { namesNoApi: true },
);
