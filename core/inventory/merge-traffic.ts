import type { InputProblem } from '../input-problem.ts';
import { DocumentNotFound, type Documents } from '../ports.ts';
import { inferEndpoints, type ObservedEndpoint } from '../traffic/endpoints.ts';
import { type TrafficState, trafficSum, untrackedRequests } from '../traffic/traffic-state.ts';
import { cycleKeys } from './cycle-keys.ts';
import type { LogBatch } from './log-plan.ts';

export interface MergedTraffic {
  readonly endpoints: readonly ObservedEndpoint[];
  readonly counts: Readonly<Record<'logObjectsRead' | 'logLines' | 'logLinesUnparsed' | 'requests', number>>;
  readonly problems: readonly InputProblem[];
}

const unparsedProblems = ({ unparsed }: TrafficState): InputProblem[] => {
  const shown = unparsed.samples.map(({ file, line, reason, text }) => ({
    file,
    line,
    message: text ? `${reason} It begins: ${text.slice(0, 80)}` : reason,
    fix: 'Check the format that sources.yaml names for this prefix.',
  }));
  const more = unparsed.count - shown.length;
  if (more <= 0) return shown;
  const message = `${more} more log lines could not be read.`;
  return [...shown, { file: 'sources.yaml', message, fix: 'Check the formats of the log prefixes.' }];
};

/** Reduces the states that the log readers left. A log object without a state is said, not passed over. */
export const mergeStoredTraffic = async (cycleId: string, documents: Documents): Promise<MergedTraffic> => {
  const keys = cycleKeys(cycleId);
  const batches = await documents.getJson<readonly LogBatch[]>(keys.logBatches);
  const problems: InputProblem[] = [];
  const sum = trafficSum();
  for (const { batchId, bucket, key } of batches) {
    try {
      sum.add(await documents.getJson<TrafficState>(keys.traffic(batchId)));
    } catch (error) {
      if (!(error instanceof DocumentNotFound)) throw error;
      const message = 'The log object could not be read; its traffic is unknown.';
      problems.push({
        file: `${bucket}/${key}`,
        message,
        fix: 'Check that it is readable and not truncated.',
      });
    }
  }
  const state = sum.state();
  const untracked = untrackedRequests(state);
  if (untracked > 0) {
    const message = `${untracked} requests went to more undeclared paths than are kept.`;
    problems.push({ file: 'sources.yaml', message, fix: 'Hand in documents for the busiest hosts.' });
  }
  return {
    endpoints: inferEndpoints(state),
    counts: {
      logObjectsRead: batches.length - problems.filter((one) => one.file !== 'sources.yaml').length,
      logLines: state.lines,
      logLinesUnparsed: state.unparsed.count,
      requests: state.requests,
    },
    problems: [...problems, ...unparsedProblems(state)],
  };
};
