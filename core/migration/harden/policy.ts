import * as z from 'zod';

/** `policy/hardening.yaml`. */
export const hardeningPolicy = z.strictObject({
  version: z.string(),
  stage: z.strictObject({
    name: z.string().regex(/^[A-Za-z0-9_-]{1,128}$/),
    /** Requests per second, and how many at once, for all methods of a stage. */
    throttle: z.strictObject({ rateLimit: z.number().positive(), burstLimit: z.number().int().positive() }),
    loggingLevel: z.enum(['OFF', 'ERROR', 'INFO']),
    tracing: z.boolean(),
    /** Member of the log record → `$context` variable. */
    accessLog: z.record(z.string(), z.string().startsWith('$context.')),
  }),
  authorizer: z.strictObject({
    functionName: z.string(),
    /** Seconds that an answer of the authorizer may be reused, 0–3600. */
    resultTtlSeconds: z.number().int().min(0).max(3600),
    identityValidationExpression: z.string(),
  }),
  integration: z.strictObject({
    /** 50–29,000, Amazon API Gateway quotas. */
    timeoutMillis: z.number().int().min(50).max(29_000),
    plainHttpOnLoopback: z.boolean(),
  }),
  gatewayResponses: z.strictObject({
    body: z.string(),
    headers: z.record(z.string(), z.string()),
    /** Gateway response type → message instead of the gateway's own. */
    fixedMessages: z.record(z.string(), z.string()),
  }),
  probes: z.strictObject({
    backendHeaders: z.array(z.string().toLowerCase()),
    backendMembers: z.array(z.string()),
    consecutive: z.number().int().positive(),
    rounds: z.number().int().positive(),
    pauseMillis: z.number().int().min(0),
  }),
});

export type HardeningPolicy = z.output<typeof hardeningPolicy>;

/** Access log format of a stage: one JSON object a line. */
export const accessLogFormat = (policy: HardeningPolicy): string => JSON.stringify(policy.stage.accessLog);
