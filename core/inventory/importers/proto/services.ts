import protobuf from 'protobufjs';
import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';

/** A path that HTTP requests for a method are transcoded from. */
export interface HttpBinding {
  readonly method: string;
  /** As written: `/v1/{name=accounts/*}:close`. */
  readonly path: string;
}

export interface ProtoMethod {
  readonly name: string;
  readonly deprecated: boolean;
  readonly http: readonly HttpBinding[];
}

export interface ProtoService {
  /** With package: `bank.payments.v1.PaymentService`. */
  readonly name: string;
  /** `google.api.default_host`. */
  readonly host?: string;
  /** `google.api.oauth_scopes` names some. */
  readonly scoped: boolean;
  readonly deprecated: boolean;
  readonly methods: readonly ProtoMethod[];
}

export type ProtoReading =
  | { readonly ok: true; readonly services: readonly ProtoService[] }
  | { readonly ok: false; readonly line?: number };

const verbs = ['get', 'put', 'post', 'delete', 'patch'];

/** `google.api.HttpRule`, and those of its `additional_bindings` (which hold none themselves). */
export const httpBindings = (rule: unknown): readonly HttpBinding[] =>
  [rule, ...[mappingAt(rule).additional_bindings].flat()].filter(isMapping).flatMap((binding) => {
    const custom = mappingAt(binding, 'custom');
    return [
      ...verbs.map((verb) => ({ method: verb.toUpperCase(), path: textOf(binding[verb]) })),
      { method: textOf(custom.kind).replace(/^\*$/, 'ANY').toUpperCase(), path: textOf(custom.path) },
    ].filter(({ path }) => path !== '');
  });

/** Values of an option, wherever the file writes it: once, in parts, or several times. */
const optionOf = (options: unknown, name: string): readonly unknown[] =>
  listOf(options).flatMap((option) => {
    const value: unknown = mappingAt(option)[`(${name})`];
    return value === undefined ? [] : [value];
  });

const servicesIn = (namespace: protobuf.NamespaceBase): readonly protobuf.Service[] =>
  namespace.nestedArray.flatMap((nested) => {
    if (nested instanceof protobuf.Service) return [nested];
    return nested instanceof protobuf.Namespace ? servicesIn(nested) : [];
  });

const isDeprecated = (options: Mapping | undefined): boolean => options?.deprecated === true;

const serviceOf = (service: protobuf.Service): ProtoService => {
  const host = textOf(optionOf(service.parsedOptions, 'google.api.default_host')[0]);
  return {
    name: service.fullName.replace(/^\./, ''),
    ...(host ? { host } : {}),
    scoped: optionOf(service.parsedOptions, 'google.api.oauth_scopes').some(
      (scopes) => textOf(scopes) !== '',
    ),
    deprecated: isDeprecated(service.options),
    methods: service.methodsArray.map((method) => ({
      name: method.name,
      deprecated: isDeprecated(method.options),
      http: optionOf(method.parsedOptions, 'google.api.http').flatMap(httpBindings),
    })),
  };
};

/**
 * Services of one `.proto` file. Imports are not needed for that and never followed: methods are named by their own
 * file. Never throws.
 */
export const protoServices = (text: string): ProtoReading => {
  try {
    const root = new protobuf.Root();
    protobuf.parse(text, root, { keepCase: true });
    return { ok: true, services: servicesIn(root).map(serviceOf) };
  } catch (error) {
    // The parser's own words quote the text, which may hold anything.
    const [, line] = /\(.*line (\d+)\)/.exec(error instanceof Error ? error.message : '') ?? [];
    return { ok: false, ...(line ? { line: Number(line) } : {}) };
  }
};
