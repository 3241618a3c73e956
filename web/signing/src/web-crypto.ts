// In place of Node's "crypto" where a package falls back to it: the browser's own, which is always there.
export const webcrypto = globalThis.crypto;
