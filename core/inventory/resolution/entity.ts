import type { GatewayApi } from '../../gateway/gateway-api.ts';
import type { Door } from '../../traffic/routes.ts';
import type { MergeReason } from '../api-record.ts';
import type { DeclaredDocument } from '../declared-document.ts';
import type { Evidence } from '../evidence.ts';

/** A place where clients reach an entity. `configured`: something that answers there was found; else it was only named. */
export interface EntityDoor extends Door {
  readonly configured: boolean;
  /** A request through it meets the API's own gateway in API Gateway. */
  readonly meetsGateway?: true;
}

/** One API as the declarations resolve to it. */
export interface Entity {
  /** Key of the strongest thing in it, unique within one resolution. */
  readonly key: string;
  readonly gateway?: GatewayApi;
  readonly documents: readonly DeclaredDocument[];
  /** Highest prior first. */
  readonly evidence: readonly Evidence[];
  /** Keys of everything that was joined into it, sorted. */
  readonly keys: readonly string[];
  readonly merges: readonly MergeReason[];
  /** Every door that is known, the gateway's own first. */
  readonly doors: readonly EntityDoor[];
}
