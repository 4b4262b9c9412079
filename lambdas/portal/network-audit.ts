import { classifications, largestSample, openAudit } from '../../core/inventory/audit/audit.ts';
import { EndpointNotDrawn } from '../../core/inventory/audit/audits.ts';
import { networkFrame } from '../../core/inventory/audit/network-frame.ts';
import { currentRecords } from '../../core/inventory/current-records.ts';
import { oneLine } from '../../core/inventory/settlement.ts';
import { hasRole } from '../../core/people/policy.ts';
import { htmlAnswer, seeOther } from '../edge/http.ts';
import { type FormAnswer, forForm, formId, nothingRecorded } from './forms.ts';
import { answerAuditSubject, networkAuditPage, openAuditSubject } from './pages/network-audit-page.ts';
import { type Answer, forStakeholders } from './people.ts';

const page = '/coverage/audit';

export const networkAudit = forStakeholders(async (_request, ports, { session, self }) => {
  const [audit] = await ports.audits.list();
  return htmlAnswer(
    200,
    networkAuditPage({
      audit,
      rows: await ports.overview.rows(),
      mayAudit: hasRole(self, ports.peoplePolicy.mayAudit),
      nonce: ports.ids.random(16),
      session,
    }),
  );
});

const auditing = (subject: string, answer: FormAnswer): Answer =>
  forForm({ subject: () => subject, back: () => page }, async (fields, request, ports, visitor) =>
    hasRole(visitor.self, ports.peoplePolicy.mayAudit)
      ? answer(fields, request, ports, visitor)
      : nothingRecorded(403, 'Your roles do not let you audit the network.', visitor.session, page),
  );

/** Fixes the frame and draws from it. The seed is made now, so that nobody could choose what is looked at. */
export const drawAudit = auditing(openAuditSubject, async (fields, _request, ports, { session, self }) => {
  const discovery = await ports.overview.discovery();
  const size = Number(fields.size);
  if (!discovery || !Number.isInteger(size) || size < 1 || size > largestSample)
    return nothingRecorded(409, 'No cycle has run yet, or the size of the sample is none.', session, page);
  const records = currentRecords(await ports.catalogue.list());
  const frame = networkFrame({ records, leads: discovery.leads });
  const audit = openAudit(
    {
      auditId: `na-${formId(session, openAuditSubject, fields)}`,
      cycleId: discovery.cycleId,
      openedBy: self.person,
      openedAt: ports.clock.now().toISOString(),
      seed: ports.ids.random(16),
    },
    frame,
    size,
  );
  if (audit.drawn.length === 0)
    return nothingRecorded(
      409,
      'No source shows the network yet: connect DNS, load balancers or certificates first.',
      session,
      page,
    );
  await ports.audits.open(audit);
  return seeOther(page);
});

export const answerAudit = auditing(
  answerAuditSubject,
  async (fields, _request, ports, { session, self }) => {
    const classification = classifications.find((one) => one === fields.classification);
    const note = oneLine(fields.note ?? '').slice(0, 200);
    if (!classification) return nothingRecorded(422, 'Choose what it is.', session, page);
    try {
      await ports.audits.answer(fields.auditId ?? '', {
        endpoint: fields.endpoint ?? '',
        classification,
        by: self.person,
        at: ports.clock.now().toISOString(),
        ...(note ? { note } : {}),
      });
    } catch (error) {
      if (!(error instanceof EndpointNotDrawn)) throw error;
      return nothingRecorded(409, 'This endpoint was not drawn.', session, page);
    }
    return seeOther(page);
  },
);
