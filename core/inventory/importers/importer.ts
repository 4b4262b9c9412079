import type { GatewayControl } from '../../gateway/controls.ts';
import type { InputProblem } from '../../input-problem.ts';
import type {
  ApiStyle,
  DataClass,
  EnvironmentName,
  EvidenceSource,
  Exposure,
  Lifecycle,
} from '../evidence.ts';
import type { VisibilityMap } from '../visibility.ts';

/** One file that was handed in, or one member of an archive or folder. */
export interface ImportFile {
  /** As the person knows it; a member is `bundle.zip/apiproxy/proxies/default.xml`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** UTF-8 (also UTF-16 with its mark), decoded once. @throws UnreadableEncoding */
  readonly text: () => string;
}

/**
 * What a control comes to on one route after precedence, inheritance and what disarms it. Presence is not effect:
 * `yes` only if a request without it is refused by what this artefact shows.
 */
export interface RouteControl {
  readonly control: GatewayControl;
  /**
   * `no`: configured and disarmed, or switched off. `conditional`: it holds for some requests only. `unknown`: what
   * decides stands elsewhere. A control that is absent is not listed: whether that means no is for the visibility map.
   */
  readonly effective: 'yes' | 'no' | 'conditional' | 'unknown';
  /** `file#/json/pointer` or `file:line`. */
  readonly proof: string;
  /** What takes its effect away or makes it conditional, in one sentence. */
  readonly disarmedBy?: string;
}

export interface ImportedRoute {
  /** Upper case, or `ANY`. */
  readonly method: string;
  /** Absolute path template from the host's root with `{name}`; a prefix match ends in `/{proxy+}`. */
  readonly template: string;
  /** Lower case, without port; absent when the artefact does not know or any host matches. */
  readonly host?: string;
  readonly deprecated?: true;
  readonly pointer: string;
  readonly controls: readonly RouteControl[];
}

export interface ImportedApi {
  readonly name: string;
  /** Where this API is known from, if that is another kind of source than the importer's: a document beside traffic. */
  readonly source?: EvidenceSource;
  readonly style: ApiStyle;
  readonly routes: readonly ImportedRoute[];
  /** Where the API itself stands in the artefact: `file#/pointer`. */
  readonly locator: string;
  readonly version?: string;
  readonly owner?: string;
  readonly purpose?: string;
  readonly exposure?: Exposure;
  readonly dataClass?: DataClass;
  readonly environment?: EnvironmentName;
  readonly lifecycle?: Lifecycle;
  readonly partners?: readonly string[];
  /** `host:NAME/base` or ARNs of the backends. */
  readonly leadsTo?: readonly string[];
  /** ISO 8601, UTC, where the artefact tells when it was last seen or changed. */
  readonly observedAt?: string;
  /** Requests and distinct callers, where the artefact counts use. */
  readonly support?: { readonly requests: number; readonly principals: number };
}

/** A client of the gateway: who it is, never what it proves itself with. */
export interface ImportedConsumer {
  readonly name: string;
  /** Kinds of credential it has, for example `key-auth`. */
  readonly credentials: readonly string[];
}

/** Something about the gateway as a whole: its version, a listener, what is switched on for all. */
export interface GatewaySetting {
  /** Dotted name, for example `tls.minimumVersion`. */
  readonly name: string;
  readonly value: string;
  readonly proof: string;
}

export interface ImportReading {
  readonly format: string;
  readonly version?: string;
  readonly apis: readonly ImportedApi[];
  readonly consumers: readonly ImportedConsumer[];
  readonly settings: readonly GatewaySetting[];
  readonly visibility: VisibilityMap;
  /** What could not be read, by place; the rest was. */
  readonly problems: readonly InputProblem[];
}

export interface Detection {
  readonly format: string;
  readonly version?: string;
  /** 0–1. Two importers that claim one file: the surer one reads it. */
  readonly confidence: number;
}

/** What an importer is given beside its files. */
export interface ImportContext {
  /** Takes a secret out of circulation: it is remembered only to make sure that nothing written holds it. */
  readonly secret: (value: unknown) => void;
  /**
   * The bank's own domains, where they are known: captures and crawls keep only hosts at or under them. Without them
   * every host that was reached is kept.
   */
  readonly ownedDomains?: readonly string[];
}

/** Reads one kind of artefact. Pure: no network, no clock, no file system; whatever it throws is a bug. */
export interface Importer {
  /** `--source` on the command line and the name of the folder under `intake/imports/`. */
  readonly id: string;
  readonly source: EvidenceSource;
  readonly title: string;
  /** One sentence: how to get the artefact out of the product. */
  readonly howTo: string;
  /** Cheap, and never throws: a look at names and beginnings. `files` are the members of one archive or folder, or one file. */
  readonly detect: (files: readonly ImportFile[]) => Detection | undefined;
  readonly parse: (files: readonly ImportFile[], context: ImportContext) => ImportReading;
}
