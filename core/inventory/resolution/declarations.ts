import type { GatewayApi } from '../../gateway/gateway-api.ts';
import type { ObservedEndpoint } from '../../traffic/endpoints.ts';
import type { Correction } from '../correction.ts';
import type { DeclaredDocument } from '../declared-document.ts';
import type { Evidence } from '../evidence.ts';

/** Everything that is declared of APIs: configuration, documents, what people said, and what they corrected. */
export interface Declarations {
  readonly observedAt: string;
  readonly gateways: readonly GatewayApi[];
  readonly documents: readonly DeclaredDocument[];
  readonly claims: readonly Evidence[];
  /** Those that were not withdrawn. */
  readonly corrections?: readonly Correction[];
  /** Traffic, once it was read: hosts that nothing declares are things too. */
  readonly observed?: readonly ObservedEndpoint[];
}
