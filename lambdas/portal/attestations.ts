import { htmlAnswer } from '../edge/http.ts';
import { type AttestationsPageInput, attestationsPage } from './pages/attestations-page.ts';
import { forStakeholders, type Visitor } from './people.ts';
import type { PortalPorts } from './ports.ts';

/** The person's open questions, also after a form that was not taken. */
export const attestationsAnswer = async (
  status: number,
  ports: PortalPorts,
  { session, self, people }: Visitor,
  more: Pick<AttestationsPageInput, 'problem' | 'done'> = {},
) =>
  htmlAnswer(
    status,
    attestationsPage({
      lists: await ports.attestations.openLists(self.person),
      people: people.filter(({ person }) => person !== self.person),
      policy: ports.attestationPolicy,
      now: ports.clock.now(),
      nonce: ports.ids.random(16),
      session,
      ...more,
    }),
  );

export const attestations = forStakeholders((request, ports, visitor) => {
  const done = request.queryStringParameters?.done === '1';
  return attestationsAnswer(200, ports, visitor, done ? { done } : {});
});
