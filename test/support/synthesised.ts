import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { gatehouse } from '../../lib/gatehouse.ts';

type Resource = { Type: string; Properties: Record<string, unknown>; DeletionPolicy?: string };

/** The stacks of an environment as templates, without bundling: milliseconds. */
export const synthesised = (environment = 'production', context: Record<string, unknown> = {}) => {
  const { context: declared } = JSON.parse(readFileSync('cdk.json', 'utf8')) as {
    context: Record<string, unknown>;
  };
  const app = new App({
    context: { ...declared, environment, 'aws:cdk:bundling-stacks': [], ...context },
    analyticsReporting: false,
  });
  const stacks = gatehouse(app);
  const templates = Object.fromEntries(
    Object.entries(stacks).map(([name, stack]) => [name, Template.fromStack(stack)]),
  ) as Record<keyof typeof stacks, Template>;
  /** Every resource of every stack: `[stack/logical id, resource]`. */
  const resources = Object.entries(templates).flatMap(([stack, template]) =>
    Object.entries(template.toJSON().Resources as Record<string, Resource>).map(
      ([id, resource]) => [`${stack}/${id}`, resource] as const,
    ),
  );
  return {
    stacks,
    templates,
    resources,
    ofType: (type: string) => resources.filter(([, { Type }]) => Type === type),
  };
};
