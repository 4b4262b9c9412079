import { splitTarget } from '../http.ts';

/** A request to an API, however it was addressed. */
export type Address =
  | {
      readonly kind: 'endpoint';
      readonly apiId: string;
      readonly stage: string;
      /** What is left of path and query, as sent. */
      readonly rest: string;
    }
  | { readonly kind: 'domain'; readonly domain: string; readonly rest: string };

const byPath = /^\/_aws\/execute-api\/([^/?]+)\/([^/?]+)(.*)$/s;
const legacyPath = /^\/restapis\/([^/?]+)\/([^/?]+)\/_user_request_(.*)$/s;
const byHost = /^([a-z0-9]+)\.execute-api\./i;
/** Hosts that a call to an AWS service is sent to. */
const awsHost = /^(localhost|127\.0\.0\.1|\[::1\]|.*\.localhost|.*\.amazonaws\.com|.*\.api\.aws)$/i;

const withSlash = (rest: string): string => (rest.startsWith('/') ? rest : `/${rest}`);

/**
 * Whether a request is one to an API rather than one to AWS, and which: by the local path form, by an API's own
 * endpoint in `Host`, or by any other host, which is then a custom domain.
 */
export const addressOf = (host: string, target: string): Address | undefined => {
  const inPath = byPath.exec(target) ?? legacyPath.exec(target);
  if (inPath) {
    const [, apiId = '', stage = '', rest = ''] = inPath;
    return { kind: 'endpoint', apiId, stage: decodeURIComponent(stage), rest: withSlash(rest) };
  }
  const name = host.replace(/:\d+$/, '').toLowerCase();
  const ownEndpoint = byHost.exec(name);
  if (ownEndpoint) {
    const { path } = splitTarget(target);
    const stage = path.split('/')[1] ?? '';
    return {
      kind: 'endpoint',
      apiId: ownEndpoint[1] as string,
      stage: decodeURIComponent(stage),
      rest: withSlash(target.slice(stage.length + 1)),
    };
  }
  return awsHost.test(name) || name === '' ? undefined : { kind: 'domain', domain: name, rest: target };
};
