/** `2026-12-08T14:00:00.000Z` → `8 Dec 2026, 14:00 UTC`. One zone for everybody, and it is said. */
export const moment = (iso: string): string => {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const month = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][
    at.getUTCMonth()
  ];
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${at.getUTCDate()} ${month} ${at.getUTCFullYear()}, ${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())} UTC`;
};

/** `3 days 4 hours`, `25 minutes`, `under a minute`; for how long something still is. */
export const duration = (milliseconds: number): string => {
  const minutes = Math.floor(milliseconds / 60_000);
  const unit = (value: number, name: string) =>
    value > 0 ? `${value} ${name}${value === 1 ? '' : 's'}` : '';
  const parts = [
    unit(Math.floor(minutes / 1440), 'day'),
    unit(Math.floor(minutes / 60) % 24, 'hour'),
    unit(minutes % 60, 'minute'),
  ];
  return parts.filter(Boolean).slice(0, 2).join(' ') || 'under a minute';
};
