import type { CollectorFailure } from '../../core/inventory/collectors/collector.ts';
import { unreadReason } from '../api-gateway/readings.ts';
import { AccountNotReachable } from '../sts/member-role.ts';
import { type ServiceAction, type ServiceCalls, type ServiceName, services } from './services.ts';

interface CallError extends Error {
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const notHere = /^(OptInRequired|SubscriptionRequired|UnknownOperation|InvalidAction|UnrecognizedOperation)/;
const gone = /NotFound|NoSuch/;
const denied = /^(AccessDenied|Unauthorized|AuthorizationError|Forbidden|NotAuthorized)/;

const reasonOf = (
  error: CallError,
  service: ServiceCalls,
  about: string,
): CollectorFailure['reason'] | undefined => {
  const { name, code, $metadata } = error;
  const status = $metadata?.httpStatusCode;
  if (error instanceof AccountNotReachable) return 'ACCESS_DENIED';
  if (notHere.test(name)) return 'UNSUPPORTED';
  // Route 53 answers so while another change of the same zone is under way.
  if (name === 'PriorRequestNotComplete') return 'THROTTLED';
  // A list cannot be gone: then what it was asked for was never there, such as an aggregator of another name.
  if (about && gone.test(name) && status !== undefined && status < 500) return 'STALE';
  if (code === 'ENOTFOUND') return service.notEverywhere ? 'UNSUPPORTED' : 'UNAVAILABLE';
  const known = unreadReason(error);
  if (known) return known;
  // Connections that fail have a code of the system or of TLS; Node's own ERR_… are mistakes of the caller.
  return typeof code === 'string' && !/^ERR_(?!TLS|SSL)/.test(code) ? 'UNAVAILABLE' : undefined;
};

/** AWS names the missing action in its refusal, as far as the service tells it. */
const missingRight = (error: CallError, action: ServiceAction): string | undefined => {
  if (error instanceof AccountNotReachable) return 'sts:AssumeRole';
  const [, named] = /not authorized to perform:? ([a-z0-9-]+:[A-Za-z]+)/.exec(error.message) ?? [];
  if (named) return named;
  if (!denied.test(error.name)) return undefined;
  // The rights of API Gateway are those of HTTP: every Get operation is GET.
  return action.startsWith('apigateway:Get') ? 'apigateway:GET' : action;
};

/** The row that a failed call leaves, or `undefined` for an error that is no answer of AWS and so a defect of ours. */
export const refusal = (
  error: unknown,
  action: ServiceAction,
  about: string,
): CollectorFailure | undefined => {
  if (!(error instanceof Error)) return undefined;
  const [service = '', call = ''] = action.split(':');
  const reason = reasonOf(error, services[service as ServiceName], about);
  if (!reason) return undefined;
  const right = reason === 'ACCESS_DENIED' ? missingRight(error, action) : undefined;
  return { call, reason, about, ...(right ? { right } : {}) };
};
