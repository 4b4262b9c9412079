/**
 * Every route of the portal, as data: the stack makes them one by one (no catch-all) and the function answers them.
 * HEAD stands beside each GET, because mail scanners and monitors ask for it; not beside the return of a sign-in, whose
 * code is good for one use.
 */
export const routeTable = [
  { method: 'GET', path: '/' },
  { method: 'HEAD', path: '/' },
  { method: 'GET', path: '/sign-in' },
  { method: 'HEAD', path: '/sign-in' },
  { method: 'GET', path: '/signed-in' },
  { method: 'POST', path: '/sign-out' },
  { method: 'GET', path: '/r/{link}' },
  { method: 'HEAD', path: '/r/{link}' },
  { method: 'GET', path: '/reviews/{exceptionId}' },
  { method: 'HEAD', path: '/reviews/{exceptionId}' },
  { method: 'POST', path: '/reviews/{exceptionId}/decision' },
  { method: 'GET', path: '/catalogue' },
  { method: 'HEAD', path: '/catalogue' },
  { method: 'GET', path: '/assets/gatehouse.css' },
  { method: 'HEAD', path: '/assets/gatehouse.css' },
  { method: 'GET', path: '/healthz' },
  { method: 'HEAD', path: '/healthz' },
] as const;
