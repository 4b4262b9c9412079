import type { XmlElement } from '../xml.ts';

export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

export const childrenOf = (element: XmlElement, ...names: readonly string[]): readonly XmlElement[] =>
  element.children.filter(({ name }) => names.includes(localName(name)));

/** An attribute by its local name: `whttp:method` is `method`. */
export const attributeOf = (element: XmlElement, name: string): string => {
  const found = Object.entries(element.attributes).find(([key]) => localName(key) === name);
  return found?.[1].trim() ?? '';
};

export interface WsdlOperation {
  readonly name: string;
  readonly soapAction?: string;
  /** Upper case. SOAP is POST, the HTTP bindings say. */
  readonly method: string;
  /** Below the endpoint's address; empty for SOAP. */
  readonly location: string;
}

export interface WsdlBinding {
  readonly name: string;
  readonly element: XmlElement;
  readonly operations: readonly WsdlOperation[];
}

export interface WsdlEndpoint {
  /** `PaymentService/PaymentPort`. */
  readonly name: string;
  readonly service: string;
  readonly address: string;
  readonly binding: string;
  readonly element: XmlElement;
  readonly line?: number;
}

/** One file: what it defines and what it serves. Either may stand in another file of the same folder. */
export interface WsdlFile {
  readonly version: '1.1' | '2.0';
  readonly root: XmlElement;
  readonly bindings: readonly WsdlBinding[];
  readonly endpoints: readonly WsdlEndpoint[];
}

const soapName = /^(?:operation|binding|address)$/;

/** Extension elements (`soap:operation`, `http:operation`) have the local names of what they extend. */
const extensionOf = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((child) => localName(child.name) === name && soapName.test(name));

const operations1 = (binding: XmlElement): readonly WsdlOperation[] => {
  const verb = attributeOf(extensionOf(binding, 'binding') ?? binding, 'verb').toUpperCase();
  return binding.children
    .filter((child) => localName(child.name) === 'operation' && attributeOf(child, 'name') !== '')
    .map((operation) => {
      const extension = extensionOf(operation, 'operation');
      const soapAction = extension ? attributeOf(extension, 'soapAction') : '';
      return {
        name: attributeOf(operation, 'name'),
        method: verb || 'POST',
        location: verb && extension ? attributeOf(extension, 'location') : '',
        ...(soapAction ? { soapAction } : {}),
      };
    });
};

const read1 = (root: XmlElement): WsdlFile => ({
  version: '1.1',
  root,
  bindings: childrenOf(root, 'binding').map((element) => ({
    name: attributeOf(element, 'name'),
    element,
    operations: operations1(element),
  })),
  endpoints: childrenOf(root, 'service').flatMap((service) =>
    childrenOf(service, 'port').map((port) => {
      const address = extensionOf(port, 'address');
      return {
        name: `${attributeOf(service, 'name')}/${attributeOf(port, 'name')}`,
        service: attributeOf(service, 'name'),
        address: address ? attributeOf(address, 'location') : '',
        binding: localName(attributeOf(port, 'binding')),
        element: port,
        ...(port.line === undefined ? {} : { line: port.line }),
      };
    }),
  ),
});

const httpBinding = 'http://www.w3.org/ns/wsdl/http';

/** The operations of the interface, with what the binding adds to them. */
const operations2 = (root: XmlElement, binding: XmlElement): readonly WsdlOperation[] => {
  const isHttp = attributeOf(binding, 'type') === httpBinding;
  const interfaceName = localName(attributeOf(binding, 'interface'));
  const own = new Map(
    childrenOf(binding, 'operation').map((one) => [localName(attributeOf(one, 'ref')), one]),
  );
  const declared = childrenOf(root, 'interface')
    .filter((one) => attributeOf(one, 'name') === interfaceName)
    .flatMap((one) => childrenOf(one, 'operation').map((operation) => attributeOf(operation, 'name')));
  return [...new Set([...declared, ...own.keys()])].map((name) => {
    const bound = own.get(name);
    const soapAction = bound ? attributeOf(bound, 'action') : '';
    const method = bound ? attributeOf(bound, 'method') || attributeOf(binding, 'methodDefault') : '';
    return {
      name,
      method: isHttp ? method.toUpperCase() || 'GET' : 'POST',
      location: isHttp && bound ? attributeOf(bound, 'location') : '',
      ...(soapAction ? { soapAction } : {}),
    };
  });
};

const read2 = (root: XmlElement): WsdlFile => ({
  version: '2.0',
  root,
  bindings: childrenOf(root, 'binding').map((element) => ({
    name: attributeOf(element, 'name'),
    element,
    operations: operations2(root, element),
  })),
  endpoints: childrenOf(root, 'service').flatMap((service) =>
    childrenOf(service, 'endpoint').map((endpoint) => ({
      name: `${attributeOf(service, 'name')}/${attributeOf(endpoint, 'name')}`,
      service: attributeOf(service, 'name'),
      address: attributeOf(endpoint, 'address'),
      binding: localName(attributeOf(endpoint, 'binding')),
      element: endpoint,
      ...(endpoint.line === undefined ? {} : { line: endpoint.line }),
    })),
  ),
});

/** Reads WSDL 1.1 (`definitions`) and 2.0 (`description`); undefined for any other document. */
export const readWsdl = (root: XmlElement): WsdlFile | undefined => {
  if (localName(root.name) === 'definitions') return read1(root);
  return localName(root.name) === 'description' ? read2(root) : undefined;
};
