// What this device keeps: the language, and the newest state of each log. Browsers that keep nothing go on without.

const prefix = 'pollwarden-bulletin ';

export function kept(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value);
  } catch {
    // Full, or forbidden under file://: then nothing is remembered, and the page says so by not saying it.
  }
}
