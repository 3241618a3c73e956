// Bytes and seconds for people: "1.2 GB", "14 s".

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** Decimal units, two figures from a thousand bytes on. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= 999.5 && unit < units.length - 1; unit++) value /= 1000;
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : value.toFixed(0)} ${units[unit]}`;
}

export const formatSeconds = (seconds: number): string =>
  seconds < 9.95 ? `${seconds.toFixed(1)} s` : `${seconds.toFixed(0)} s`;
