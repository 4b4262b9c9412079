import type { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import type { CollectorFailure, CollectorReading } from '../../core/inventory/collectors/collector.ts';
import type { Evidence } from '../../core/inventory/evidence.ts';
import type { Page } from '../api-gateway/pages.ts';
import type { CollectorContext } from './context.ts';
import { callRate } from './rate.ts';
import { refusal } from './refusals.ts';
import type { ServiceAction, ServiceName } from './services.ts';

/** Fits the constructor of every client of the AWS SDK. */
export interface ClientConfig extends Pick<CollectorContext, 'credentials' | 'requestHandler'> {
  readonly region: string;
  readonly retryMode: 'adaptive';
  readonly maxAttempts: number;
}

/** The calls of one collector: counted, held under the service's rate, and each failure a row. */
export interface Calls {
  /** A client whose every attempt waits for its turn and is counted. */
  client<Client>(service: ServiceName, make: (config: ClientConfig) => Client): Client;
  /**
   * The answer; `undefined` when AWS refused it, which is then a row.
   * @param about what the call would tell of, as in `CollectorFailure`
   */
  ask<Answer>(action: ServiceAction, about: string, send: () => Promise<Answer>): Promise<Answer | undefined>;
  /** Every item of a paged list; after a page that fails, those before it. */
  list<Item>(
    action: ServiceAction,
    about: string,
    send: (token: string | undefined) => Promise<Page<Item>>,
  ): Promise<Item[]>;
  /** Whether every call of this kind about this thing was answered. */
  isWhole(action: ServiceAction, about: string): boolean;
  reading(evidence: readonly Evidence[], listed: number): CollectorReading;
}

/** A list that goes on for ever is a fault of the endpoint: 5,000 pages are 500,000 things and more. */
const maxPages = 5_000;

/** A call that is refused this often and was never answered is not made again. */
const refusalsBeforeStop = 5;

/** Rows of one call and reason that are told one by one; a last one stands for the rest. */
const rowsTold = 50;

const hopeless = /^(ACCESS_DENIED|UNSUPPORTED)$/;

export const collectorCalls = (context: CollectorContext): Calls => {
  const observedAt = context.clock.now().toISOString();
  const rate = callRate(context);
  const made: Record<string, number> = {};
  const failures: CollectorFailure[] = [];
  const counts = new Map<ServiceAction, { answered: number; refused: number; last?: CollectorFailure }>();

  const record = (failure: CollectorFailure): void => {
    const alike = failures.filter(({ call, reason }) => call === failure.call && reason === failure.reason);
    if (alike.length < rowsTold) failures.push(failure);
    // Whoever keeps what was known before has to keep all of it: what is missing is no longer told one by one.
    else if (alike.length === rowsTold) failures.push({ ...failure, about: '' });
  };

  const ask: Calls['ask'] = async (action, about, send) => {
    const count = counts.get(action) ?? { answered: 0, refused: 0 };
    counts.set(action, count);
    if (count.last && count.answered === 0 && count.refused >= refusalsBeforeStop) {
      record({ ...count.last, about });
      return undefined;
    }
    try {
      const answer = await send();
      count.answered += 1;
      return answer;
    } catch (error) {
      const failure = refusal(error, action, about);
      if (!failure) throw error;
      if (hopeless.test(failure.reason)) {
        count.refused += 1;
        count.last = failure;
      }
      record(failure);
      return undefined;
    }
  };

  return {
    ask,
    client(service, make) {
      const { region, credentials, requestHandler } = context;
      const client = make({
        region,
        retryMode: 'adaptive',
        maxAttempts: 5,
        ...(credentials ? { credentials } : {}),
        ...(requestHandler ? { requestHandler } : {}),
      });
      (client as Pick<APIGatewayClient, 'middlewareStack'>).middlewareStack.add(
        (next, { commandName = '' }) =>
          async (args) => {
            const operation = String(commandName).replace(/Command$/, '');
            await rate(service, operation);
            made[operation] = (made[operation] ?? 0) + 1;
            return next(args);
          },
        // Inside the retries and before the signature: a retry costs the quota as much as a first try.
        { step: 'finalizeRequest', name: 'collectorCalls', priority: 'normal' },
      );
      return client;
    },
    async list<Item>(
      action: ServiceAction,
      about: string,
      send: (token: string | undefined) => Promise<Page<Item>>,
    ) {
      const items: Item[] = [];
      const seen = new Set<string>();
      let token: string | undefined;
      for (let page = 0; ; page++) {
        const answer = await ask(action, about, () => send(token));
        if (!answer) break;
        items.push(...(answer.items ?? []));
        token = answer.next;
        if (!token || (context.sample && items.length > 0)) break;
        // An empty page with the token that led to it is how some endpoints say that there is no more.
        if (seen.has(token) && !answer.items?.length) break;
        if (seen.has(token) || page >= maxPages) {
          record({ call: action.split(':')[1] ?? action, reason: 'PARSE', about });
          break;
        }
        seen.add(token);
      }
      return context.sample ? items.slice(0, 1) : items;
    },
    isWhole: (action, about) =>
      !failures.some((one) => action.endsWith(`:${one.call}`) && (one.about === about || one.about === '')),
    reading(evidence, listed) {
      return { evidence, failures, listed, calls: made, observedAt };
    },
  };
};
