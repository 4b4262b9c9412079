import type { Mapping } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import type { PolicyDocument } from './policy-document.ts';
import type { NamedValues } from './statements.ts';

/** One operation of an API. */
export interface ApimOperation {
  /** Name of the operation, which its policy stands under. */
  readonly name: string;
  readonly method: string;
  /** As the product writes it, from the API's own path. */
  readonly template: string;
  readonly deprecated?: true;
  readonly pointer: string;
}

export interface ApimApi {
  /** Of the folder or resource, with `;rev=N` for a revision that is not the current one. */
  readonly name: string;
  /** Empty for the service itself. */
  readonly workspace: string;
  readonly properties: Mapping;
  readonly locator: string;
  /** Undefined: nothing describes its operations. */
  readonly operations: readonly ApimOperation[] | undefined;
  readonly policy?: PolicyDocument;
  /** By the operation's name, in lower case. */
  readonly operationPolicies: ReadonlyMap<string, PolicyDocument>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Diagnostic {
  /** `applicationinsights`, `azuremonitor`, … */
  readonly name: string;
  readonly properties: Mapping;
  readonly locator: string;
}

export interface ApimProduct {
  readonly name: string;
  readonly workspace: string;
  readonly properties: Mapping;
  readonly locator: string;
  readonly policy?: PolicyDocument;
  /** Names of its APIs, in lower case. */
  readonly apis: ReadonlySet<string>;
}

/** A service of API Management, from whichever artefact. */
export interface ApimService {
  readonly apis: readonly ApimApi[];
  readonly products: readonly ApimProduct[];
  readonly globalPolicy?: PolicyDocument;
  /** By the workspace's name. */
  readonly workspacePolicies: ReadonlyMap<string, PolicyDocument>;
  readonly fragments: ReadonlyMap<string, PolicyDocument>;
  readonly namedValues: NamedValues;
  /** Where versions of a set stand: `Segment`, `Query`, `Header`; by the set's name in lower case. */
  readonly versioning: ReadonlyMap<string, string>;
  /** Names, in lower case, of the APIs on gateways that the bank runs itself. */
  readonly selfHosted: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
  /** Host names of the gateway, where the artefact has them. */
  readonly hosts: readonly string[];
  readonly consumers: readonly string[];
  readonly problems: readonly InputProblem[];
  /** Whether products were looked for and found. */
  readonly hasProducts: boolean;
}
