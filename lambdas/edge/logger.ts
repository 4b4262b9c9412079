import { Logger } from '@aws-lambda-powertools/logger';

/** One structured logger. Callers log ids and counts only: no token, link id, mail address or body. */
export const logger = new Logger({ serviceName: process.env.POWERTOOLS_SERVICE_NAME ?? 'gatehouse' });
