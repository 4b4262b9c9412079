/** `GET /rates` → method and path; a key without a method (`$default`, a WebSocket route) takes every one. */
export const routeTarget = (routeKey: string): { readonly method: string; readonly path: string } => {
  const cut = routeKey.indexOf(' ');
  return cut < 0
    ? { method: 'ANY', path: routeKey }
    : { method: routeKey.slice(0, cut), path: routeKey.slice(cut + 1) };
};
