import { isGreedy, isParameter, shapeOf } from '../../traffic/path.ts';

export interface Route {
  /** Upper case, or `ANY`. */
  readonly method: string;
  /** Template; a catch-all ends in `{proxy+}`, `$default` is everything. */
  readonly path: string;
}

export interface RouteCover<T extends Route> {
  /** Routes that answer for an endpoint: of the same shape, or a catch-all above it. */
  covering(method: string, template: string): readonly T[];
}

const segmentsIn = (path: string): string[] => path.split('/').filter((segment) => segment !== '');

const holds = (catchAll: string, template: string): boolean => {
  if (catchAll === '$default') return true;
  const wanted = segmentsIn(template);
  const prefix = segmentsIn(catchAll).filter((segment) => !isGreedy(segment));
  return (
    wanted.length > prefix.length &&
    prefix.every((segment, index) => isParameter(segment) || segment === wanted[index])
  );
};

/** Looks up routes by shape, so that an API of thousands of routes costs no more than their number. */
export const routeCover = <T extends Route>(routes: readonly T[]): RouteCover<T> => {
  const isCatchAll = ({ path }: T): boolean => path === '$default' || isGreedy(path);
  const exact = Map.groupBy(
    routes.filter((route) => !isCatchAll(route)),
    ({ method, path }) => `${method} ${shapeOf(path)}`,
  );
  const catchAlls = routes.filter(isCatchAll);
  return {
    covering: (method, template) => [
      ...(exact.get(`${method} ${shapeOf(template)}`) ?? []),
      ...(method === 'ANY' ? [] : (exact.get(`ANY ${shapeOf(template)}`) ?? [])),
      ...catchAlls.filter(
        (route) =>
          (route.method === method || route.method === 'ANY') &&
          (holds(route.path, template) || shapeOf(route.path) === shapeOf(template)),
      ),
    ],
  };
};
