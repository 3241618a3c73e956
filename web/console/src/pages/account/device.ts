// What a browser says of itself, as short as a person needs it to know their own device; the whole stays as title.
const browsers = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const systems = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
] as const;

const named = (userAgent: string, names: readonly (readonly [string, string])[]): string | undefined =>
  names.find(([mark]) => userAgent.includes(mark))?.[1];

/** "Firefox, Linux"; what is none of these as it came, shortened. */
export function deviceText(userAgent: string): string {
  const parts = [named(userAgent, browsers), named(userAgent, systems)].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(', ') : userAgent === '' ? '–' : userAgent.slice(0, 40);
}
