import type { RouteControl } from '../importer.ts';
import { strongest } from '../route-controls.ts';
import { accessAt } from './access-controls.ts';
import type { Directive } from './directives.ts';
import type { Levels, Server } from './servers.ts';
import { trafficAt, type Zones } from './traffic-controls.ts';
import { transportAt } from './transport-controls.ts';

/** What one `http` block defines for all of its servers. */
export interface HttpFacts {
  /** The server of each listener that answers before a name is known. */
  readonly defaults: ReadonlyMap<string, Server>;
  readonly zones: Zones;
  readonly variables: { readonly geo: ReadonlySet<string>; readonly maps: ReadonlySet<string> };
}

export interface ControlsAt {
  readonly controls: readonly RouteControl[];
  readonly closed: boolean;
}

/** Everything that a request meets at a place, whatever way it comes there. */
export const controlsAt = (
  levels: Levels,
  server: Server,
  facts: HttpFacts,
  handler: Directive | undefined,
): ControlsAt => {
  const { controls: access, closed } = accessAt(levels, server, facts.variables);
  const transport = transportAt(levels, server, facts.defaults, handler);
  const traffic = trafficAt(levels, facts.zones, [...access, ...transport]);
  return { controls: strongest([...access, ...transport, ...traffic]), closed };
};
