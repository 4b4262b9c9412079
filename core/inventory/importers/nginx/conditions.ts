import type { Directive } from './directives.ts';
import type { Levels } from './servers.ts';

/** `if ($variable operator value) { return status; }`: who does not fit is refused. */
export interface Refusal {
  readonly directive: Directive;
  readonly variable: string;
  /** `=`, `!=`, `~`, `!~`, `~*`, `!~*`; empty for `if ($variable)`. */
  readonly operator: string;
  readonly value: string;
  readonly status: number;
}

/** The words of a condition without its brackets. */
const conditionOf = (args: readonly string[]): readonly string[] => {
  const [first = '', ...rest] = args;
  const words = [first.replace(/^\(/, ''), ...rest].filter((word) => word !== '');
  const last = words.at(-1) ?? '';
  return [...words.slice(0, -1), last.replace(/\)$/, '')].filter((word) => word !== '');
};

export const statusOf = (directive: Directive | undefined): number | undefined => {
  if (directive?.name !== 'return') return undefined;
  const [status = ''] = directive.args;
  // `return https://…` is a 302.
  return /^\d{3}$/.test(status) ? Number(status) : 302;
};

/** Every `if` of one block that ends the request. Blocks inside do not inherit them. */
const refusalsIn = (block: readonly Directive[]): readonly Refusal[] =>
  block.flatMap((directive): readonly Refusal[] => {
    if (directive.name !== 'if') return [];
    const ending = directive.block?.find(({ name }) => name === 'return' || name === 'rewrite');
    const redirects = ending?.name === 'rewrite' && /^(?:redirect|permanent)$/.test(ending.args[2] ?? '');
    const status = redirects ? 302 : statusOf(ending);
    const [variable = '', operator = '', value = ''] = conditionOf(directive.args);
    return status === undefined ? [] : [{ directive, variable, operator, value, status }];
  });

/** What ends a request at a location before anything else happens: conditions of the server and of the location itself. */
export const refusalsAt = (levels: Levels): readonly Refusal[] => {
  const [, server = [], ...locations] = levels;
  return [...refusalsIn(server), ...refusalsIn(locations.at(-1) ?? [])];
};

export const isRefused = ({ status }: Refusal): boolean => status >= 400;

const methodNames = /^\^?\(?(?:\?:)?([A-Z|]+)\)?\$?$/;

/** The methods that conditions leave; undefined when they leave all, or when it cannot be told which. */
export const methodsLeft = (levels: Levels): readonly string[] | undefined => {
  for (const refusal of refusalsAt(levels)) {
    const { variable, operator, value } = refusal;
    if (variable !== '$request_method' || !isRefused(refusal)) continue;
    const [, names] = methodNames.exec(value) ?? [];
    if (names && (operator === '!=' || operator.startsWith('!~'))) return names.split('|').filter(Boolean);
  }
  return undefined;
};

/** Whether plain HTTP is turned away by a condition. */
export const turnsAwayPlainHttp = (levels: Levels): boolean =>
  refusalsAt(levels).some(({ variable, operator, value }) => {
    if (variable === '$scheme')
      return (operator === '=' && value === 'http') || (operator === '!=' && value === 'https');
    return (
      variable === '$https' && ((operator === '=' && value === '') || (operator === '!=' && value === 'on'))
    );
  });
