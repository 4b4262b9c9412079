const dayMs = 86_400_000;

/** The ISO 8601 week of a moment (UTC), `2026-W48`: weeks begin on Monday, week 1 holds the first Thursday. */
export const isoWeek = (at: Date): string => {
  const midnight = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate());
  const thursday = new Date(midnight + (3 - ((at.getUTCDay() + 6) % 7)) * dayMs);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / dayMs / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
};

export const daysBetween = (from: string, to: Date): number =>
  (to.getTime() - new Date(from).getTime()) / dayMs;
