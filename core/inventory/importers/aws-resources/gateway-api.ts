import type { ApiStyle, Exposure } from '../../evidence.ts';
import type { ImportedApi, ImportedRoute, RouteControl } from '../importer.ts';
import { everythingBelow, joinTemplate } from '../path-template.ts';
import type { RouteBudget } from '../route-budget.ts';
import { strongest } from '../route-controls.ts';

/** One method or route of an API. */
export interface GatewayMethod {
  readonly method: string;
  /** From the API’s root; `/{proxy+}` for everything. */
  readonly path: string;
  readonly controls: readonly RouteControl[];
  /** ARNs of what it hands requests to. */
  readonly leadsTo: readonly string[];
  readonly pointer: string;
}

/** Where an API can be reached: the endpoint of a stage, or a custom domain that leads to one. */
export interface GatewayDoor {
  readonly host?: string;
  readonly base: string;
  readonly controls: readonly RouteControl[];
}

export interface GatewayDescription {
  readonly name: string;
  readonly style: ApiStyle;
  readonly locator: string;
  readonly methods: readonly GatewayMethod[];
  readonly doors: readonly GatewayDoor[];
  readonly purpose?: string;
  readonly exposure?: Exposure;
  readonly facts?: Partial<ImportedApi>;
}

const pathUnder = (base: string, path: string): string =>
  path === '/{proxy+}' ? everythingBelow(base) : joinTemplate(base, path);

const isKeyed = ({ control, effective }: RouteControl): boolean =>
  control === 'api-key' && effective === 'yes';

/** Usage plans count by key: a method that asks for none is not counted. */
const metAt = (own: readonly RouteControl[], door: readonly RouteControl[]): readonly RouteControl[] => {
  const disarmedBy = 'A usage plan counts by key, and none is asked for here.';
  const counted = own.some(isKeyed)
    ? door
    : door.map(
        (control): RouteControl =>
          ['consumer-rate-limit', 'quota'].includes(control.control)
            ? { ...control, effective: 'no', disarmedBy }
            : control,
      );
  return strongest([...own, ...counted]);
};

/** An API with every method at every door. */
export const gatewayApi = (description: GatewayDescription, budget: RouteBudget): ImportedApi => {
  const { name, style, locator, methods, doors, purpose, exposure, facts } = description;
  const routes = doors.flatMap(({ host, base, controls }) =>
    (budget.isSpent() ? [] : methods).flatMap((one): readonly ImportedRoute[] =>
      budget.spend()
        ? [
            {
              method: one.method,
              template: pathUnder(base, one.path),
              ...(host ? { host } : {}),
              pointer: one.pointer,
              controls: metAt(one.controls, controls),
            },
          ]
        : [],
    ),
  );
  const leadsTo = [...new Set(methods.flatMap((one) => one.leadsTo))];
  return {
    name,
    style,
    locator,
    routes,
    ...(purpose ? { purpose } : {}),
    ...(exposure ? { exposure } : {}),
    ...(leadsTo.length > 0 ? { leadsTo } : {}),
    ...facts,
  };
};

const lambda = /arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:[\w-]+/;

/**
 * The function or other resource behind an integration. Hosts are left out: an integration may change the path on the
 * way, so that a host alone would lead to the wrong place.
 */
export const integrationTarget = (uri: string): readonly string[] => {
  const [arn] = lambda.exec(uri) ?? [];
  if (arn) return [arn];
  return /^arn:aws[\w-]*:(?!apigateway:)[^$\s]+$/.test(uri) ? [uri] : [];
};
