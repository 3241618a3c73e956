// CNT's normalisation of a message: lower case, mentions removed, runs of white space made one space.

/** From an at sign up to the next white space. */
const mention = /@.*?(?=\p{White_Space}|$)/gsu;

/** What Python's str.split() splits at: Unicode white space and the four separators of ASCII. */
// oxlint-disable-next-line no-control-regex
const blanks = /[\p{White_Space}\u{1C}-\u{1F}]+/u;

export function cntText(text: string): string {
  return text
    .toLowerCase()
    .replace(mention, '')
    .split(blanks)
    .filter((word) => word !== '')
    .join(' ');
}
