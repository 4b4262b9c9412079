/** What a form of a workshop's page is bound to. */
export const workshopSubject = (
  what: 'claim' | 'withdraw' | 'finish' | 'same' | 'close',
  sessionId: string,
): string => `workshop|${what}|${sessionId}`;
