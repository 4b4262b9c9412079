import { isMapping, listOf, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { partly } from '../../visibility.ts';
import type { ImportedApi, ImportedRoute, Importer, ImportFile, RouteControl } from '../importer.ts';
import { beginningOf, readTree, textOfMember } from '../member-text.ts';
import { templateOf } from '../path-template.ts';
import { hostOf } from '../place.ts';
import { detectKind, recognised } from '../recognised.ts';
import { describes } from '../visibility-maps.ts';
import { type HttpBinding, httpBindings, type ProtoService, protoServices } from './services.ts';

const isProto = ({ name }: ImportFile): boolean => /\.proto$/i.test(name);

/** `{name=accounts/*}` stands for the segments that it matches: `accounts/{name}`. */
const expandedPath = (path: string): string =>
  path.replace(/\{([\w.]+)=([^{}]*)\}/g, (_, field: string, pattern: string) => {
    if (pattern === '**') return '{proxy+}';
    const stars = pattern.split('/').filter((step) => step === '*').length;
    let star = 0;
    return pattern
      .split('/')
      .map((step) => {
        if (step === '**') return '{proxy+}';
        return step === '*' ? `{${field.replaceAll('.', '_')}${stars > 1 ? ++star : ''}}` : step;
      })
      .join('/');
  });

/** Rules of a service configuration (`type: google.api.Service`), by the full name of the method. */
const configuredBindings = (files: readonly ImportFile[]): ReadonlyMap<string, readonly HttpBinding[]> => {
  const rules = new Map<string, readonly HttpBinding[]>();
  for (const file of files) {
    if (!/\.(?:ya?ml|json)$/i.test(file.name) || !beginningOf(file).includes('google.api.Service')) continue;
    const tree = readTree(file);
    for (const rule of listOf(mappingAt(tree.ok ? tree.value : {}, 'http').rules))
      if (isMapping(rule)) rules.set(textOf(rule.selector), httpBindings(rule));
  }
  return rules;
};

const controlsOf = (service: ProtoService, proof: string): readonly RouteControl[] =>
  service.scoped
    ? (['introspection', 'scopes'] as const).map((control) => ({
        control,
        effective: 'unknown',
        proof,
        disarmedBy:
          'The definition names OAuth scopes; whether they are asked for is decided by what serves it.',
      }))
    : [];

const apiOf = (
  service: ProtoService,
  file: string,
  configured: ReadonlyMap<string, readonly HttpBinding[]>,
): ImportedApi => {
  const host = hostOf(service.host ?? '');
  const routes = service.methods.flatMap((method): readonly ImportedRoute[] => {
    const fullName = `${service.name}.${method.name}`;
    const pointer = `${file}#${fullName}`;
    const route = {
      ...(host ? { host } : {}),
      ...(method.deprecated || service.deprecated ? { deprecated: true as const } : {}),
      pointer,
      controls: controlsOf(service, `${file}#${service.name}`),
    };
    // A rule of the service configuration replaces the one in the file.
    const http = configured.get(fullName) ?? method.http;
    return [
      { ...route, method: 'POST', template: `/${service.name}/${method.name}` },
      ...http.map((binding) => ({
        ...route,
        method: binding.method,
        template: templateOf(expandedPath(binding.path)),
      })),
    ];
  });
  return { name: service.name, style: 'GRPC', locator: `${file}#${service.name}`, routes };
};

/** The services of a definition that stands at `at`; none when it cannot be read. */
export const protoApis = (text: string, at: string): readonly ImportedApi[] => {
  const reading = protoServices(text);
  return reading.ok ? reading.services.map((service) => apiOf(service, at, new Map())) : [];
};

const parse: Importer['parse'] = (files) => {
  const configured = configuredBindings(files);
  const mine = recognised(files, isProto, 'Protocol Buffers');
  const problems: InputProblem[] = [...mine.problems];
  const apis: ImportedApi[] = [];
  for (const file of mine.files) {
    const reading = protoServices(textOfMember(file));
    if (reading.ok) apis.push(...reading.services.map((service) => apiOf(service, file.name, configured)));
    else {
      const message = 'The text is not a Protocol Buffers definition.';
      const place = reading.line === undefined ? {} : { line: reading.line };
      problems.push({
        file: file.name,
        ...place,
        message,
        fix: 'Correct this line, or compile it with `buf build`.',
      });
    }
  }
  return {
    format: 'Protocol Buffers',
    apis,
    consumers: [],
    settings: [],
    visibility: describes('The definition', {
      hosts: partly('A definition may name a default host; the others stand where the service is deployed.'),
    }),
    problems,
  };
};

/** gRPC services from `.proto` files: `POST /package.Service/Method`, and the paths of `google.api.http`. */
export const protoImporter: Importer = {
  id: 'proto',
  source: 'proto-document',
  title: 'Protocol Buffers definition',
  howTo: 'Hand in the `.proto` files, in their folder if there are several.',
  detect: (files) => detectKind(files, isProto, 'Protocol Buffers'),
  parse,
};
