// One spelling for what is compared: lower case, without accents, words apart by one blank.

export function foldText(text: string): string {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return (folded.match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}

/** A host or a link without scheme, "www." and a slash at its end. */
export function foldAddress(text: string): string {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/^www\./, '');
  return bare.replace(/\/+$/, '');
}

export const foldHashtag = (text: string): string => foldText(text.replace(/^[#＃]+/u, '')).replaceAll(' ', '');
