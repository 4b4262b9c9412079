import { type ConfigNode, entriesAt, textAt } from '../config-node.ts';

/** `type.googleapis.com/envoy.config.listener.v3.Listener` → `Listener`. */
export const typeOf = (node: ConfigNode): string => textAt(node, '@type').replace(/^.*[./]/, '');

/** Members of `typed_per_filter_config`, by the name of the filter. */
export const perFilterConfig = (node: ConfigNode, filter: string): ConfigNode | undefined =>
  entriesAt(node, 'typed_per_filter_config').find(([name]) => name === filter)?.[1];
