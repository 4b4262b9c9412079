/** What an artefact can show at all. What it cannot show is unknown: never absent, never fine. */
export const visibilityAreas = [
  'hosts',
  'routes',
  'authentication',
  'authorisation',
  'rate-limits',
  'transport',
  'logging',
  'validation',
  'consumers',
  'owners',
] as const;
export type VisibilityArea = (typeof visibilityAreas)[number];

export interface Visibility {
  /** `partial`: some of it stands elsewhere, so that a missing control proves nothing. */
  readonly seen: 'full' | 'partial' | 'none';
  /** One sentence for a person: where the rest stands. Empty for `full`. */
  readonly reason: string;
}

export type VisibilityMap = Readonly<Record<VisibilityArea, Visibility>>;

export const seen: Visibility = { seen: 'full', reason: '' };
export const partly = (reason: string): Visibility => ({ seen: 'partial', reason });
export const blind = (reason: string): Visibility => ({ seen: 'none', reason });
