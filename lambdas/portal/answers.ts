import { readAnswer, saveAnswer, unanswered, undoAnswer } from '../../core/attestation/answering.ts';
import { closeAttestation } from '../../core/attestation/close-attestation.ts';
import { personOf, registerOf } from '../../core/attestation/owners.ts';
import type { AttestationList } from '../../core/attestation/question.ts';
import { type HttpAnswer, seeOther } from '../edge/http.ts';
import { attestationsAnswer } from './attestations.ts';
import { type Fields, forForm, nothingRecorded } from './forms.ts';
import { answerSubject, submitSubject } from './pages/attestation-subjects.ts';
import type { Visitor } from './people.ts';
import type { PortalPorts } from './ports.ts';

const page = '/attestations';
const back = () => page;

/** The open list that the form names, if it is one of this person. */
const listOf = async (
  { listId = '' }: Fields,
  ports: PortalPorts,
  { self }: Visitor,
): Promise<AttestationList | undefined> => {
  const list = await ports.attestations.read(self.person, listId);
  return list?.state === 'OPEN' ? list : undefined;
};

const notOpen = ({ session }: Visitor): HttpAnswer =>
  nothingRecorded(409, 'This list is closed, or it is not yours.', session, page);
const changed = ({ session }: Visitor): HttpAnswer =>
  nothingRecorded(
    409,
    'The list was changed in another window. What you see now is its state.',
    session,
    page,
  );

/** Saves or takes back one answer; nothing counts until the list is submitted. */
export const saveOne = forForm(
  { subject: (_request, fields) => answerSubject(fields), back },
  async (fields, _request, ports, visitor) => {
    const list = await listOf(fields, ports, visitor);
    const question = list?.questions.find(({ questionId }) => questionId === fields.questionId);
    if (!list || !question) return notOpen(visitor);
    const now = ports.clock.now();
    if (fields.answer === 'undo') {
      const undone = await ports.attestations.save(list, undoAnswer(list, question.questionId));
      return undone === 'COMMITTED' ? seeOther(`${page}#${question.questionId}`) : changed(visitor);
    }
    const others = visitor.people.filter(({ person }) => person !== visitor.self.person);
    const register = registerOf(others, ports.attestationPolicy.fallbackRole);
    const read = readAnswer(question, fields, (text) => personOf(register, text));
    if (!read.ok)
      return attestationsAnswer(422, ports, visitor, {
        problem: { questionId: question.questionId, message: read.message, fields },
      });
    const shownAt = new Date(Number(fields.shownAt));
    const after = saveAnswer(list, question.questionId, read.answer, { now, shownAt });
    const saved = await ports.attestations.save(list, after);
    return saved === 'COMMITTED' ? seeOther(`${page}#${question.questionId}`) : changed(visitor);
  },
);

/** Submits a list whose every question has an answer. From then on the answers are evidence. */
export const submitList = forForm(
  { subject: (_request, { listId = '' }) => submitSubject(listId), back },
  async (fields, _request, ports, visitor) => {
    const list = await listOf(fields, ports, visitor);
    if (!list) return notOpen(visitor);
    const { length } = unanswered(list);
    if (length > 0)
      return nothingRecorded(
        422,
        `${length} of ${list.questions.length} questions have no answer yet; “I do not know” is one.`,
        visitor.session,
        page,
      );
    const { person } = visitor.self;
    const closed = await closeAttestation(list, 'SUBMITTED', person, ports.clock.now(), ports.attestations);
    return closed === 'COMMITTED' ? seeOther(`${page}?done=1`) : changed(visitor);
  },
);
