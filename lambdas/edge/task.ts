import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod';
import { logger } from './logger.ts';

/**
 * The edge of a state's function: parses the event, runs the work over its ports, returns ids and counts.
 * Ports are made once per container, on the first event, from the function's environment.
 */
export const task = <Schema extends z.ZodType, Ports, Result>(
  schema: Schema,
  run: (input: z.output<Schema>, ports: Ports) => Promise<Result>,
  makePorts: () => Ports,
) => {
  let ports: Ports | undefined;
  const handler = async (event: unknown, context: Context): Promise<Result> => {
    const input = schema.parse(event);
    logger.addContext(context);
    ports ??= makePorts();
    const result = await run(input, ports);
    logger.info('done', { result });
    return result;
  };
  return middy<unknown, Result>().handler(handler);
};
