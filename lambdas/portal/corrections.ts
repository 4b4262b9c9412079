import { keysOf } from '../../core/inventory/corrections-of.ts';
import { withdrawCorrection } from '../../core/inventory/record-correction.ts';
import { oneLine, readSettlement } from '../../core/inventory/settlement.ts';
import { hasRole } from '../../core/people/policy.ts';
import { seeOther } from '../edge/http.ts';
import { correcting } from './correcting.ts';
import { forForm, nothingRecorded } from './forms.ts';

export const settle = correcting('settle', (fields, record) => {
  const settlement = readSettlement(fields);
  if (!settlement.ok) return settlement;
  const { field, value } = settlement;
  return { ok: true, correction: { kind: 'settle', apiId: record.apiId, field, value } };
});

export const apart = correcting('apart', ({ left = '', right = '' }, { merges }) =>
  merges.some((merge) => merge.left === left && merge.right === right)
    ? { ok: true, correction: { kind: 'apart', left, right } }
    : { ok: false, message: 'These two are not joined here any more.' },
);

/** An API of the catalogue by id, or by its name if no other has it. */
export const together = correcting('together', async ({ other = '' }, record, ports) => {
  const asked = oneLine(other);
  const rows = await ports.overview.rows();
  const named = rows.filter(({ apiId, name }) => apiId === asked || name === asked);
  const [only] = named;
  if (named.length > 1)
    return { ok: false, message: `${named.length} APIs are called so: write the id of one of them.` };
  const same = only && (await ports.catalogue.get(only.apiId));
  const [left] = record.resources;
  const right = same?.resources.find((key) => !keysOf(record).has(key));
  if (!same || same.apiId === record.apiId || !left || !right)
    return { ok: false, message: 'Write the id or the whole name of another API of the catalogue.' };
  return { ok: true, correction: { kind: 'together', left, right } };
});

export const withdraw = forForm(
  {
    subject: (request) => `withdraw|${request.pathParameters?.correctionId ?? ''}`,
    back: () => '/catalogue',
  },
  async (fields, request, ports, { session, self }) => {
    const { correctionId = '' } = request.pathParameters ?? {};
    const back = /^\/catalogue\/[a-z0-9-]{1,64}$/.test(fields.back ?? '')
      ? (fields.back ?? '')
      : '/catalogue';
    if (!hasRole(self, ports.peoplePolicy.mayCorrect))
      return nothingRecorded(403, 'Your roles do not let you correct the catalogue.', session, back);
    const known = (await ports.corrections.list()).some((one) => one.correctionId === correctionId);
    if (!known) return nothingRecorded(409, 'It was taken back before.', session, back);
    await withdrawCorrection(correctionId, session.actor.person, ports.clock.now().toISOString(), ports);
    return seeOther(`${back}${back === '/catalogue' ? '' : '?done=1'}`);
  },
);
