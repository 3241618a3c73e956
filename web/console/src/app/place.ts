// Where this page stands: the real space at /, the demonstration at /demo. Everything else follows from the address.
export type SpacePrefix = '' | '/demo';

/** The prefix of the space that an address belongs to. */
export const prefixOf = (pathname: string): SpacePrefix =>
  pathname === '/demo' || pathname.startsWith('/demo/') ? '/demo' : '';

export const prefix: SpacePrefix = typeof location === 'undefined' ? '' : prefixOf(location.pathname);
export const isDemonstration = prefix === '/demo';
/** The other space's console, for a plain link: each space is a page of its own. */
export const otherSpace = isDemonstration ? '/' : '/demo/';
/** Address of an API route of this space, such as '/findings'. */
export const apiUrl = (path: string): string => `${prefix}/api${path}`;
