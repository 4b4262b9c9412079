import { emitKeypressEvents } from 'node:readline';
import type { ReviewWithDossier } from '../../core/risk/read-review.ts';
import { listReviews } from '../../core/risk/read-review.ts';
import { decideAsDemoApprover } from '../../local/demo-approver/decide.ts';
import { awaitReviewLink } from '../../local/demo-approver/review-mail.ts';
import { demoApprover, demoPerson } from '../../local/demo-bank/people.ts';
import type { LocalAws } from '../../local/local-aws.ts';
import { mailbox } from '../../local/mailbox.ts';
import { storedState } from '../report-run.ts';
import type { Report, RunStep } from './steps.ts';

const pollMs = 1000;
const rationale =
  'The alternate measures cover each gap for a closed group of partners, and the end date is before the renewal of the file channel.';

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const openReviews = async (): Promise<readonly ReviewWithDossier[]> =>
  (await listReviews(storedState())).filter(({ review }) => review.state === 'IN_REVIEW');

/** The Review link in the approver's mail; the portal's address when no mail comes. */
const linkInMail = (aws: LocalAws): Promise<string> =>
  awaitReviewLink(mailbox(aws.endpoint), demoPerson(demoApprover).mail, 10_000).catch(() => aws.portalUrl);

/** Resolves when somebody presses `a`; ends the program on Ctrl-C. */
const keyA = (signal: AbortSignal): Promise<'a'> =>
  new Promise((resolve) => {
    emitKeypressEvents(process.stdin);
    process.stdin.setRawMode(true).resume();
    const pressed = (_text: string, key: { name?: string; ctrl?: boolean }) => {
      if (key.ctrl && key.name === 'c') process.exit(130);
      if (key.name === 'a') resolve('a');
    };
    process.stdin.on('keypress', pressed);
    signal.addEventListener('abort', () => {
      process.stdin.off('keypress', pressed).setRawMode(false).pause();
    });
  });

const allDecided = async (signal: AbortSignal): Promise<'decided'> => {
  while (!signal.aborted && (await openReviews()).length > 0) await sleep(pollMs);
  return 'decided';
};

const letApproverDecide = async (aws: LocalAws, report: Report): Promise<void> => {
  for (const { dossier } of await openReviews()) {
    report(`${demoPerson(demoApprover).name} opens the mail about ${dossier.apiName}`);
    await decideAsDemoApprover({
      portalUrl: aws.portalUrl,
      mailbox: mailbox(aws.endpoint),
      person: demoPerson(demoApprover),
      choice: 'APPROVE',
      rationale,
      report,
    });
  }
};

/** Reviews start with the cycle and open a moment later: waits for the first, or for nothing to come. */
const firstOpen = async (): Promise<readonly ReviewWithDossier[]> => {
  for (let attempt = 0; attempt < 15; attempt++) {
    const reviews = await listReviews(storedState());
    const open = reviews.filter(({ review }) => review.state === 'IN_REVIEW');
    if (open.length > 0 || reviews.length > 0) return open;
    await sleep(pollMs);
  }
  return [];
};

/** Waits until every open review is decided, by the person at the terminal or by the demo approver. */
export const decideReviews = async (
  aws: LocalAws,
  options: { readonly interactive: boolean; readonly run: RunStep },
): Promise<void> => {
  const open = await firstOpen();
  await options.run({
    title: 'Risk review',
    work: async (report) => {
      if (open.length === 0) return;
      if (!options.interactive) return letApproverDecide(aws, report);
      const person = demoPerson(demoApprover);
      report(
        [
          `${open.map(({ dossier }) => dossier.apiName).join(', ')}: waits for ${person.name}.`,
          `Open ${await linkInMail(aws)} and sign in as ${person.name},`,
          `read the mail at ${aws.endpoint}/_gatehouse/mail, or press a to let the demo approver decide.`,
        ].join('\n'),
      );
      const abort = new AbortController();
      const first = await Promise.race([keyA(abort.signal), allDecided(abort.signal)]);
      abort.abort();
      if (first === 'a') await letApproverDecide(aws, report);
    },
    done: () => (open.length === 0 ? 'nothing waits' : `${open.length} decided`),
  });
};
