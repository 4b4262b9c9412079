const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const pad = (value: number): string => String(value).padStart(2, '0');

/** `2027-01-15` or a moment in it → `15 Jan 2027`; what is no date stays as it is. */
export const day = (iso: string): string => {
  const at = new Date(iso);
  return Number.isNaN(at.getTime())
    ? iso
    : `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
};

/** `2026-12-08T14:00:00.000Z` → `8 Dec 2026, 14:00 UTC`. One zone for everybody, and it is said. */
export const moment = (iso: string): string => {
  const at = new Date(iso);
  return Number.isNaN(at.getTime())
    ? iso
    : `${day(iso)}, ${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())} UTC`;
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
