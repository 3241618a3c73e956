// Starts a worker from our own files: browsers that enforce trusted types take its address only from a policy.
type TrustedTypes = {
  readonly createPolicy: (
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ) => { readonly createScriptURL: (url: string) => string };
};

const types = (globalThis as { readonly trustedTypes?: TrustedTypes }).trustedTypes;
const own = (url: string): string => {
  const resolved = new URL(url, location.href);
  if (resolved.origin !== location.origin) throw new Error('a worker of another origin');
  return resolved.href;
};
const policy = types?.createPolicy('pollwarden-workers', { createScriptURL: own });

/** `url` from `import url from './layout.worker.ts?worker&url'`. */
export const startWorker = (url: string): Worker =>
  new Worker(policy?.createScriptURL(url) ?? own(url), { type: 'module' });
