import { isObject, objectAt } from '../json.ts';
import { movePaths, segmentsOf, variableOf } from './paths.ts';
import type { Transformation } from './transformation.ts';

/** Path parts that a resource may have. */
const literal = /^[A-Za-z0-9_\-.,:]+$/;
const declarable = /[^a-zA-Z0-9:._$-]/g;

const greedy = (name: string): string => (name.endsWith('+') ? '+' : '');

/** Makes every segment a literal or one whole variable with a name that can be declared. */
export const segments: Transformation = {
  id: 'S09',
  title: 'Path segments made whole',
  because: 'A path variable must be a whole segment, and literals are limited to letters, digits and _-.,:',
  apply: (document, log) => {
    for (const [path, item] of Object.entries(objectAt(document, 'paths') ?? {})) {
      const pointer = isObject(item) ? log.pointer(item) : `/paths/${path}`;
      const parts = segmentsOf(path);
      parts.forEach((part, index) => {
        const name = variableOf(part);
        if (name?.endsWith('+') && index < parts.length - 1)
          log.block(
            'S09',
            pointer,
            `${path}: nothing can stand below the greedy {${name}}. Write the routes one by one.`,
          );
        if (!part.includes('{') && !literal.test(part))
          log.block(
            'S10',
            pointer,
            `${path}: the segment “${part}” has characters that a resource cannot have. Rename it.`,
          );
        if (part.includes('{') && name === undefined && !/\{[^{}]+\}/.test(part))
          log.block(
            'S09',
            pointer,
            `${path}: the segment “${part}” is no valid template. Correct its braces.`,
          );
      });
      if (parts.some((part) => /\{[^{}]+\}/.test(part) && variableOf(part) === undefined))
        log.gap('S09', pointer, {
          constraint: `the fixed characters around variables in ${path}`,
          risk: 'The whole segment became one variable: other values reach the backend too.',
          enforceAt: 'backend',
        });
    }
    movePaths(
      document,
      'S09',
      (path) => {
        const names = new Map<string, string>();
        const whole = segmentsOf(path).map((part, index) => {
          const first = /\{([^{}]+)\}/.exec(part)?.[1];
          if (first === undefined) return part;
          const bare = first.replace(/\+$/, '');
          const name = bare.replace(declarable, '') || `part${index + 1}`;
          names.set(bare, name);
          return variableOf(part) === undefined ? `{${name}}` : `{${name}${greedy(first)}}`;
        });
        return { path: `/${whole.join('/')}`, names };
      },
      log,
    );
  },
};
