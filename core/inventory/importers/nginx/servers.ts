import { hostOf } from '../place.ts';
import type { Directive } from './directives.ts';
import type { Configuration } from './includes.ts';

/** Blocks around a place, from `http` inwards. */
export type Levels = readonly (readonly Directive[])[];

export interface Listener {
  /** Address and port, or socket: two servers of one listener are told apart by their names. */
  readonly address: string;
  readonly tls: boolean;
  readonly isDefault: boolean;
}

export type LocationKind = 'exact' | 'prefix' | 'prefix-first' | 'regex' | 'named';

export interface Location {
  readonly kind: LocationKind;
  /** Path, regular expression, or name with its `@`. */
  readonly pattern: string;
  readonly directive: Directive;
  readonly levels: Levels;
  /** Lies inside another location, whose prefix it then shares. */
  readonly nested: boolean;
}

export interface Server {
  readonly directive: Directive;
  readonly levels: Levels;
  readonly listeners: readonly Listener[];
  /** Undefined: any host, or a pattern of hosts that is no wildcard. */
  readonly hosts: readonly (string | undefined)[];
  /** Patterns of names that no wildcard expresses. */
  readonly unclearNames: readonly string[];
  readonly locations: readonly Location[];
}

/**
 * A directive as it applies at a place: the innermost block that has it (or one of its family) has all of it, and
 * nothing is added from outside.
 */
export const nearest = (levels: Levels, ...names: readonly string[]): readonly Directive[] => {
  for (const level of levels.toReversed()) {
    const found = level.filter(({ name }) => names.includes(name));
    if (found.length > 0) return found;
  }
  return [];
};

/** The last word of a directive that stands once; empty when it is absent. */
export const settingOf = (levels: Levels, name: string): string =>
  nearest(levels, name).at(-1)?.args[0] ?? '';

const listenerOf = ({ args }: Directive): Listener => {
  const [written = ''] = args;
  const address = /^\d+$/.test(written) ? `*:${written}` : written.replace(/^(?:0\.0\.0\.0|\[::\]):/, '*:');
  return {
    address: address.includes(':') ? address : `${address}:80`,
    tls: args.includes('ssl') || args.includes('quic'),
    isDefault: args.includes('default_server') || args.includes('default'),
  };
};

/** Before `listen … ssl` there was `ssl on`, for all listeners of a server. */
const listenersOf = (levels: Levels): readonly Listener[] => {
  const own = levels.at(-1) ?? [];
  const listeners = own.filter(({ name }) => name === 'listen').map(listenerOf);
  const all = listeners.length > 0 ? listeners : [{ address: '*:80', tls: false, isDefault: false }];
  return settingOf(levels, 'ssl') === 'on' ? all.map((listener) => ({ ...listener, tls: true })) : all;
};

interface Names {
  readonly hosts: readonly (string | undefined)[];
  readonly unclear: readonly string[];
}

/** `.bank.example` is the name and all below it; `~^…\.bank\.example$` is written as what is below its literal end. */
const hostsOf = (name: string): Names => {
  if (name.startsWith('.')) {
    const host = hostOf(name.slice(1));
    return { hosts: [host, host && `*.${host}`], unclear: [] };
  }
  if (name.startsWith('~')) {
    const [, plain] = /^~\*?\^((?:[\w-]|\\\.)+)\$$/.exec(name) ?? [];
    if (plain) return { hosts: [hostOf(plain.replaceAll('\\.', '.'))], unclear: [] };
    const [, ending] = /\\\.((?:[\w-]+\\\.)*[\w-]+)\$?$/.exec(name) ?? [];
    return { hosts: [ending ? hostOf(`*.${ending.replaceAll('\\.', '.')}`) : undefined], unclear: [name] };
  }
  if (name.endsWith('*')) return { hosts: [undefined], unclear: [name] };
  // `_` and the empty name are what no request asks for: the server answers whatever no other does.
  return {
    hosts: [name === '_' || name === '' || name.includes('$') ? undefined : hostOf(name)],
    unclear: [],
  };
};

const modifiers: Readonly<Record<string, LocationKind>> = {
  '=': 'exact',
  '^~': 'prefix-first',
  '~': 'regex',
  '~*': 'regex',
};

const locationOf = (directive: Directive, around: Levels): Location => {
  const [first = '', second] = directive.args;
  const levels = [...around, directive.block ?? []];
  // A modifier may touch its path: `~^/v1`, `=/health`.
  const [, touching, rest] = second === undefined ? (/^(=|\^~|~\*?)(.+)$/.exec(first) ?? []) : [];
  const modifier = second === undefined ? touching : first;
  const pattern = second ?? rest ?? first;
  const kind = modifier ? (modifiers[modifier] ?? 'prefix') : pattern.startsWith('@') ? 'named' : 'prefix';
  return { kind, pattern, directive, levels, nested: around.length > 2 };
};

const locationsIn = (block: readonly Directive[], around: Levels): readonly Location[] =>
  block
    .filter(({ name, block: inner }) => name === 'location' && inner !== undefined)
    .flatMap((directive) => {
      const location = locationOf(directive, around);
      return [location, ...locationsIn(directive.block ?? [], location.levels)];
    });

const serverOf = (directive: Directive, http: readonly Directive[]): Server => {
  const levels = [http, directive.block ?? []];
  const written = (directive.block ?? [])
    .filter(({ name }) => name === 'server_name')
    .flatMap(({ args }) => args);
  const names = (written.length > 0 ? written : ['_']).map(hostsOf);
  return {
    directive,
    levels,
    listeners: listenersOf(levels),
    hosts: [...new Set(names.flatMap(({ hosts }) => hosts))],
    unclearNames: names.flatMap(({ unclear }) => unclear),
    locations: locationsIn(directive.block ?? [], levels),
  };
};

/** Every `http` block's directives; the top itself where only parts of one were handed in. */
export const httpBlocks = ({ directives }: Configuration): readonly (readonly Directive[])[] => {
  const blocks = directives
    .filter(({ name, block }) => name === 'http' && block)
    .map(({ block }) => block ?? []);
  return blocks.length > 0 ? blocks : [directives];
};

/** Servers of one `http` block. Of two with one name on one listener NGINX keeps the first. */
export const serversOf = (http: readonly Directive[]): readonly Server[] => {
  const taken = new Set<string>();
  // What servers inherit, without the servers themselves, which are many.
  const inherited = http.filter(({ block }) => !block);
  return http
    .filter(({ name, block }) => name === 'server' && block)
    .flatMap((directive) => {
      const server = serverOf(directive, inherited);
      const keys = server.listeners.flatMap(({ address }) =>
        server.hosts.map(
          (host) =>
            `${address} ${host ?? directive.block?.find(({ name }) => name === 'server_name')?.args.join(' ') ?? ''}`,
        ),
      );
      const isShadowed = keys.every((key) => taken.has(key));
      for (const key of keys) taken.add(key);
      return isShadowed ? [] : [server];
    });
};
