import type { GatewayControl } from '../../../gateway/controls.ts';
import type { RouteControl } from '../importer.ts';
import { type Directive, placeOfDirective } from './directives.ts';
import { type Levels, nearest, settingOf } from './servers.ts';

/** Keys of `limit_req_zone` and `limit_conn_zone` by the zone's name. */
export interface Zones {
  readonly requests: ReadonlyMap<string, string>;
  readonly connections: ReadonlyMap<string, string>;
}

export const zonesOf = (http: readonly Directive[]): Zones => {
  const keys = (directive: string) =>
    new Map(
      http
        .filter(({ name }) => name === directive)
        .map(({ args }) => {
          const zone =
            args
              .find((one) => one.startsWith('zone='))
              ?.slice(5)
              .split(':')[0] ?? '';
          return [zone, args[0] ?? ''] as const;
        }),
    );
  return { requests: keys('limit_req_zone'), connections: keys('limit_conn_zone') };
};

/** Variables that every request has. A request whose key is empty is not counted. */
const always =
  /^(?:\$(?:binary_remote_addr|remote_addr|server_name|server_port|host|uri|request_uri|scheme|realip_remote_addr)|[^$])+$/;
/** Variables that an access control fills, and which one. */
const filledBy: readonly (readonly [RegExp, readonly GatewayControl[]])[] = [
  [/\$remote_user/, ['basic']],
  [/\$jwt_(?:claim|header)_/, ['jwt']],
  [/\$ssl_client_/, ['mutual-tls']],
];

type Effect = Pick<RouteControl, 'control' | 'effective' | 'disarmedBy'>;

const countedBy = (key: string, identified: readonly RouteControl[], limit: GatewayControl): Effect => {
  if (always.test(key)) return { control: limit, effective: 'yes' };
  const perConsumer = limit === 'rate-limit' ? 'consumer-rate-limit' : limit;
  const [, needed] = filledBy.find(([variable]) => variable.test(key)) ?? [];
  if (needed?.some((name) => identified.some((one) => one.control === name && one.effective === 'yes')))
    return { control: perConsumer, effective: 'yes' };
  const disarmedBy = 'Requests for which its key is empty are not counted.';
  if (needed || /^\$(?:http|cookie|arg)_\w+$/.test(key))
    return { control: perConsumer, effective: 'conditional', disarmedBy };
  return { control: limit, effective: 'unknown', disarmedBy: 'A variable decides who is counted.' };
};

const limited = (
  levels: Levels,
  name: 'limit_req' | 'limit_conn',
  zones: ReadonlyMap<string, string>,
  identified: readonly RouteControl[],
): readonly RouteControl[] => {
  const limit: GatewayControl = name === 'limit_req' ? 'rate-limit' : 'concurrency-limit';
  return nearest(levels, name).map((directive): RouteControl => {
    const proof = placeOfDirective(directive);
    const written =
      directive.args.find((one) => one.startsWith('zone='))?.slice(5) ?? directive.args[0] ?? '';
    if (settingOf(levels, `${name}_dry_run`) === 'on')
      return { control: limit, effective: 'no', proof, disarmedBy: `${name}_dry_run only counts.` };
    const key = zones.get(written);
    return key === undefined
      ? { control: limit, effective: 'unknown', proof, disarmedBy: 'Its zone is not defined in these files.' }
      : { proof, ...countedBy(key, identified, limit) };
  });
};

const body = (levels: Levels): readonly RouteControl[] => {
  const directive = nearest(levels, 'client_max_body_size').at(-1);
  if (!directive) return [];
  const proof = placeOfDirective(directive);
  return /^0+[a-z]?$/i.test(directive.args[0] ?? '')
    ? [{ control: 'payload-limit', effective: 'no', proof, disarmedBy: 'Zero is no limit.' }]
    : [{ control: 'payload-limit', effective: 'yes', proof }];
};

const log = (levels: Levels): readonly RouteControl[] => {
  const written = nearest(levels, 'access_log');
  const [first] = written;
  if (!first) return [];
  const off = written.find(({ args }) => args[0] === 'off');
  if (off)
    return [
      {
        control: 'access-log',
        effective: 'no',
        proof: placeOfDirective(off),
        disarmedBy: 'access_log is off here.',
      },
    ];
  const whole = written.find(({ args }) => !args.some((one) => one.startsWith('if=')));
  return whole
    ? [{ control: 'access-log', effective: 'yes', proof: placeOfDirective(whole) }]
    : [
        {
          control: 'access-log',
          effective: 'conditional',
          proof: placeOfDirective(first),
          disarmedBy: 'A condition chooses which requests are logged.',
        },
      ];
};

const tracing = (levels: Levels): readonly RouteControl[] => {
  const directive = nearest(levels, 'otel_trace', 'opentracing', 'opentelemetry').at(-1);
  const value = directive?.args[0] ?? '';
  if (!directive || !value) return [];
  const proof = placeOfDirective(directive);
  if (value === 'on') return [{ control: 'tracing', effective: 'yes', proof }];
  return value === 'off'
    ? [{ control: 'tracing', effective: 'no', proof, disarmedBy: 'It is off here.' }]
    : [
        {
          control: 'tracing',
          effective: 'conditional',
          proof,
          disarmedBy: 'A variable chooses which requests are traced.',
        },
      ];
};

/** ModSecurity and App Protect do what their rules say, and those mostly stand in other files. */
const firewall = (levels: Levels): readonly RouteControl[] => {
  const directive = nearest(levels, 'modsecurity', 'app_protect_enable').at(-1);
  if (!directive) return [];
  const proof = placeOfDirective(directive);
  if (directive.args[0] !== 'on')
    return [{ control: 'waf', effective: 'no', proof, disarmedBy: 'It is off here.' }];
  const rules = nearest(levels, 'modsecurity_rules')
    .flatMap(({ args }) => args)
    .join('\n');
  const [engine] = [...rules.matchAll(/^\s*SecRuleEngine\s+(\w+)/gim)]
    .map(([, mode]) => mode?.toLowerCase())
    .slice(-1);
  if (engine === 'on') return [{ control: 'waf', effective: 'yes', proof }];
  if (engine)
    return [{ control: 'waf', effective: 'no', proof, disarmedBy: 'Its engine only detects, or is off.' }];
  const disarmedBy = 'Whether it blocks stands in its rules or policy, which are not among the files.';
  return [{ control: 'waf', effective: 'unknown', proof, disarmedBy }];
};

/** What limits, watches and records requests at a place. `identified`: who is let in there. */
export const trafficAt = (
  levels: Levels,
  zones: Zones,
  identified: readonly RouteControl[],
): readonly RouteControl[] => [
  ...limited(levels, 'limit_req', zones.requests, identified),
  ...limited(levels, 'limit_conn', zones.connections, identified),
  ...body(levels),
  ...log(levels),
  ...tracing(levels),
  ...firewall(levels),
];
