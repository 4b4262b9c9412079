import type { ApiRecord } from '../../core/inventory/api-record.ts';
import type { Correction } from '../../core/inventory/correction.ts';
import { recordCorrection } from '../../core/inventory/record-correction.ts';
import { readReason } from '../../core/inventory/settlement.ts';
import { hasRole } from '../../core/people/policy.ts';
import { type HttpRequest, seeOther } from '../edge/http.ts';
import { apiAnswer, apiOf, noApi } from './api.ts';
import { type Fields, forForm, formId, nothingRecorded } from './forms.ts';
import { correctionSubject } from './pages/correction-forms.ts';
import type { Answer } from './people.ts';
import type { PortalPorts } from './ports.ts';

/** What one form asks for, or why it is refused. */
type Decided =
  | {
      readonly ok: true;
      readonly correction: DistributiveOmit<Correction, 'correctionId' | 'by' | 'at' | 'reason'>;
    }
  | { readonly ok: false; readonly message: string };
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

type Decide = (fields: Fields, record: ApiRecord, ports: PortalPorts) => Promise<Decided> | Decided;

export const pageOf = (request: HttpRequest): string => `/catalogue/${apiOf(request) ?? ''}`;

/** A correction of one API: only by the roles that the policy names, with a reason, once for each form. */
export const correcting = (kind: Correction['kind'], decide: Decide): Answer =>
  forForm(
    { subject: (request) => correctionSubject(kind, apiOf(request) ?? ''), back: pageOf },
    async (fields, request, ports, visitor) => {
      const { session, self } = visitor;
      const id = apiOf(request);
      const record = id && (await ports.catalogue.get(id));
      if (!id || !record) return noApi(session);
      if (!hasRole(self, ports.peoplePolicy.mayCorrect))
        return nothingRecorded(
          403,
          `Only ${ports.peoplePolicy.mayCorrect.join(', ')} may correct the catalogue.`,
          session,
          pageOf(request),
        );
      const reason = readReason(fields);
      const decided = await decide(fields, record, ports);
      if (!decided.ok || !reason.ok) {
        const text = !decided.ok ? decided.message : !reason.ok ? reason.message : '';
        return apiAnswer(id, 422, ports, visitor, { problem: { kind, fields, message: text } });
      }
      await recordCorrection(
        {
          correctionId: formId(session, correctionSubject(kind, id), fields),
          by: session.actor.person,
          at: ports.clock.now().toISOString(),
          reason: reason.reason,
          ...decided.correction,
        } as Correction,
        ports,
      );
      return seeOther(`${pageOf(request)}?done=1`);
    },
  );
