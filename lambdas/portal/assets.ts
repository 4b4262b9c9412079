import { stylesheet } from '../../core/presentation/stylesheet.ts';
import type { Answer } from './people.ts';

/** Its address changes with its content, so that it may be kept for ever. */
export const styleSheet: Answer = async () => ({
  statusCode: 200,
  headers: {
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  },
  body: stylesheet,
});

export const health: Answer = async () => ({
  statusCode: 200,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'ok',
});
