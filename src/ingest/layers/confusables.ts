// Letters of Cyrillic and Greek that look like Latin ones, after lower-casing. A table of our own, kept small: what
// matters is that one text written with look-alikes and without them gives one form, not that the form is readable.

const pairs =
  'аa вb еe ѕs іi јj кk мm нh оo рp сc тt уy хx һh ԁd ԛq ԝw ьb ѵv ӏl үy ' +
  'αa βb γy εe ηn ιi κk μm νv οo ρp σo ςc τt υu χx ωw ϲc ϳj ıi ɑa ɡg ʋv ǀl';

const latin = new Map<string, string>();
for (const pair of pairs.split(' ')) {
  const chars = [...pair];
  if (chars.length === 2) latin.set(chars[0], chars[1]);
}

/** Replaces look-alikes by the Latin letter. `text` is in lower case. */
export function foldConfusables(text: string): string {
  return text.replaceAll(/[\p{Script=Cyrillic}\p{Script=Greek}ıɑɡʋǀ]/gu, (char) => latin.get(char) ?? char);
}
