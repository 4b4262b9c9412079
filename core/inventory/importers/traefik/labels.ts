import { isMapping, type Mapping } from '../../../documentation/mapping.ts';

/** Names with these are never members of a tree of labels. */
const forbidden = ['__proto__', 'constructor', 'prototype'];
const maxSteps = 20;

const labelsOf = (written: unknown): readonly (readonly [name: string, value: string])[] => {
  if (Array.isArray(written))
    return written.flatMap((label): readonly [string, string][] => {
      const text = String(label);
      const equals = text.indexOf('=');
      return equals > 0 ? [[text.slice(0, equals).trim(), text.slice(equals + 1).trim()]] : [];
    });
  return isMapping(written) ? Object.entries(written).map(([name, value]) => [name, String(value)]) : [];
};

/** Fields that hold lists are written with commas, everything else is one text. */
const isList = /^(?:middlewares|entrypoints|users|sourcerange|methods|addresses|cafiles)$/i;

const put = (root: Record<string, unknown>, steps: readonly string[], value: string): void => {
  let at = root;
  for (const step of steps.slice(0, -1)) {
    const next = Object.hasOwn(at, step) ? at[step] : undefined;
    if (isMapping(next)) at = next as Record<string, unknown>;
    else {
      const created: Record<string, unknown> = {};
      at[step] = created;
      at = created;
    }
  }
  const last = steps.at(-1) ?? '';
  // `tls=true` beside `tls.options=…`: the tree says more.
  if (isMapping(at[last])) return;
  at[last] = isList.test(last) ? value.split(',').map((one) => one.trim()) : value;
};

/**
 * Labels of containers as the tree that a file would hold: `traefik.http.routers.pay.rule=…`. Names are as Traefik
 * reads them, without regard to case; `$$` is Compose's way to write `$`.
 * @returns undefined when the container is not for Traefik.
 */
export const treeOfLabels = (written: unknown): Mapping | undefined => {
  const labels = labelsOf(written).filter(([name]) => name.toLowerCase().startsWith('traefik.'));
  if (labels.length === 0) return undefined;
  const root: Record<string, unknown> = {};
  for (const [name, value] of labels) {
    const steps = name
      .slice('traefik.'.length)
      .replaceAll(/\[(\d+)\]/g, '.$1')
      .split('.');
    if (steps.length > maxSteps || steps.some((step) => step === '' || forbidden.includes(step))) continue;
    if (name.toLowerCase() === 'traefik.enable' && value === 'false') return undefined;
    put(root, steps, value.replaceAll('$$', '$'));
  }
  return root;
};
