import type { GatewayControl } from '../../../gateway/controls.ts';
import type { RouteControl } from '../importer.ts';
import type { XmlElement } from '../xml.ts';
import { attributeOf, localName } from './definitions.ts';

/** Assertions of WS-SecurityPolicy 1.3 and what each asks for. */
const assertions: Readonly<Record<string, GatewayControl>> = {
  UsernameToken: 'basic',
  HttpBasicAuthentication: 'basic',
  X509Token: 'signed-request',
  SignedParts: 'signed-request',
  IssuedToken: 'introspection',
  SamlToken: 'introspection',
  RequireClientCertificate: 'mutual-tls',
  HttpsToken: 'https-only',
};

const maxElements = 100_000;

interface Asserted {
  readonly control: GatewayControl;
  readonly optional: boolean;
}

/** Policies by id, of all files together. */
export type Policies = ReadonlyMap<string, XmlElement>;

export const policiesOf = (roots: readonly XmlElement[]): Policies => {
  const policies = new Map<string, XmlElement>();
  const todo = [...roots];
  for (let count = 0, next = todo.pop(); next && count < maxElements; count++, next = todo.pop()) {
    if (localName(next.name) === 'Policy') {
      const id = attributeOf(next, 'Id') || attributeOf(next, 'Name');
      if (id) policies.set(id, next);
    }
    todo.push(...next.children);
  }
  return policies;
};

const assertedBy = (policy: XmlElement, policies: Policies): readonly Asserted[] => {
  const found: Asserted[] = [];
  const seen = new Set<XmlElement>();
  const todo: { readonly element: XmlElement; readonly optional: boolean }[] = [
    { element: policy, optional: false },
  ];
  for (let count = 0, next = todo.pop(); next && count < maxElements; count++, next = todo.pop()) {
    const { element } = next;
    if (seen.has(element)) continue;
    seen.add(element);
    const name = localName(element.name);
    // `ExactlyOne` with several alternatives leaves the choice to the client.
    const optional =
      next.optional ||
      attributeOf(element, 'Optional') === 'true' ||
      (name === 'ExactlyOne' && element.children.length > 1);
    const control = Object.hasOwn(assertions, name) ? assertions[name] : undefined;
    if (control) found.push({ control, optional });
    if (attributeOf(element, 'RequireClientCertificate') === 'true')
      found.push({ control: 'mutual-tls', optional });
    const referred =
      name === 'PolicyReference' ? policies.get(attributeOf(element, 'URI').replace(/^#/, '')) : undefined;
    todo.push(
      ...[...element.children, ...(referred ? [referred] : [])].map((child) => ({
        element: child,
        optional,
      })),
    );
  }
  return found;
};

/** What the policies at an endpoint and its binding assert. Asserted is never more than unknown. */
export const assertedControls = (
  attached: readonly XmlElement[],
  policies: Policies,
  proof: string,
): readonly RouteControl[] => {
  const found = attached.flatMap((element) =>
    element.children
      .filter(({ name }) => localName(name) === 'Policy' || localName(name) === 'PolicyReference')
      .flatMap((policy) => assertedBy(policy, policies)),
  );
  return [...new Map(found.map((one) => [one.control, one])).values()].map(({ control, optional }) =>
    optional
      ? { control, effective: 'conditional', proof, disarmedBy: 'The policy leaves it to the client.' }
      : {
          control,
          effective: 'unknown',
          proof,
          disarmedBy: 'The policy asserts it; whether it is enforced is decided by what serves it.',
        },
  );
};
