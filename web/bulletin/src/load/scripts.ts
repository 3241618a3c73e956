// Data as classic scripts, each one call of pollwarden(what, path, value): under file:// a browser reads nothing else.
// A call counts for the script element that is running, whatever it says of itself.

export type Call = { readonly what: string; readonly path: string; readonly value: unknown };

const calls = new WeakMap<Element, Call>();
const longestMilliseconds = 60_000;

export function takeCalls(): void {
  (globalThis as { pollwarden?: unknown }).pollwarden = (what: unknown, path: unknown, value: unknown): void => {
    const running = document.currentScript;
    if (running !== null && typeof what === 'string' && typeof path === 'string')
      calls.set(running, { what, path, value });
  };
}

/**
 * Undefined where there is none, it fails, or takes over a minute. `integrity` holds over http only: under file://
 * browsers refuse whatever has it.
 */
export async function runScript(url: URL, integrity?: string): Promise<Call | undefined> {
  const element = document.createElement('script');
  element.src = url.href;
  element.async = true;
  if (integrity !== undefined && url.protocol !== 'file:') element.integrity = integrity;
  const ended = new Promise<void>((resolve) => {
    for (const event of ['load', 'error']) element.addEventListener(event, () => resolve());
    setTimeout(resolve, longestMilliseconds);
  });
  document.head.appendChild(element);
  await ended;
  element.remove();
  return calls.get(element);
}
