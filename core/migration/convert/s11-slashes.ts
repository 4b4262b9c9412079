import { movePaths } from './paths.ts';
import type { Transformation } from './transformation.ts';

/** Takes trailing and doubled slashes out of paths. */
export const slashes: Transformation = {
  id: 'S11',
  title: 'Trailing and doubled slashes removed',
  because: 'A resource has no empty path part; the import refuses it.',
  apply: (document, log) =>
    movePaths(
      document,
      'S11',
      (path) => ({ path: path.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1'), names: new Map() }),
      log,
    ),
};
