import type { Calls } from './calls.ts';
import type { Faults } from './faults.ts';
import { type Call, jsonBody, jsonReply, type Reply } from './http.ts';
import type { Recorded } from './recorded.ts';
import { standIns } from './stand-ins.ts';

/** Everything under this path is the front door's own. */
export const adminPrefix = '/_gatehouse/';

/** The front door's own interface: `calls`, `faults`, `recorded`, `status`. */
export const administer = (
  call: Call,
  calls: Calls,
  faults: Faults,
  recorded: Recorded,
  upstream: string,
): Reply => {
  switch (`${call.method} ${call.path.slice(adminPrefix.length)}`) {
    case 'GET calls':
      return jsonReply(200, { calls: calls.all() });
    case 'DELETE calls':
      calls.reset();
      return jsonReply(200, { calls: [] });
    case 'GET faults':
      return jsonReply(200, { faults: faults.all() });
    case 'PUT faults':
      try {
        faults.set(jsonBody<unknown>(call));
      } catch (error) {
        return jsonReply(400, { message: `No list of faults: ${(error as Error).message}` });
      }
      return jsonReply(200, { faults: faults.all() });
    case 'DELETE faults':
      faults.clear();
      return jsonReply(200, { faults: [] });
    case 'PUT recorded':
      try {
        recorded.set(jsonBody<unknown>(call));
      } catch (error) {
        return jsonReply(400, { message: `No list of recorded answers: ${(error as Error).message}` });
      }
      return jsonReply(200, {});
    case 'GET status':
      return jsonReply(200, { upstream, standsInFor: standIns });
    default:
      return jsonReply(404, { message: `There is no ${call.method} ${call.path} here.` });
  }
};
