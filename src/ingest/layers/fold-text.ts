// A text in the form in which it is compared with others: NFKC, without invisible characters, look-alikes folded,
// lower case, links and mentions masked, words parted by one space.
import { foldConfusables } from './confusables.ts';

/** What no reader sees: format characters (zero width, direction, soft hyphen, tags), selectors, Hangul fillers. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;
const link = /(?:https?:\/\/|www\.)\S+/gi;
const repostPrefix = /^\s*rt\s+@\S+\s*/i;
const mention = /@[\p{L}\p{N}_.-]+(?:@[\p{L}\p{N}.-]+)?/gu;
const word = /[\p{L}\p{M}\p{N}]+/gu;

/** Characters of scripts that are written without spaces: each stands for half a word. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

const beyondAscii = /\P{ASCII}/u;

export type FoldedText = { readonly text: string; readonly tokens: number };

/** What is compared of a text; far beyond any post, and a bound on the time that one takes. */
const maxChars = 20_000;

/** `tokens`: words that are neither links nor mentions. */
export function foldText(whole: string): FoldedText {
  const written = whole.slice(0, maxChars);
  const plain = !beyondAscii.test(written);
  let text = plain ? written : written.normalize('NFKC').replaceAll(invisible, '');
  text = text.replace(repostPrefix, '').replaceAll(link, ' ').replaceAll(mention, ' ').toLowerCase();
  if (!plain) text = foldConfusables(text);
  const words = text.match(word) ?? [];
  const joined = words.join(' ');
  const halves = plain ? 0 : (joined.match(unspaced)?.length ?? 0);
  return { text: joined, tokens: halves > 0 ? words.length + halves / 2 : words.length };
}
