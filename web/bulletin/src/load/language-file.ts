// Which language the page speaks: the person's choice on this device; else that of the page that was opened, which on the
// front page of all languages gives way to the browser's.
import type { LanguageFile } from '../messages/en.ts';
import type { App } from '../model.ts';
import { languages, speak } from '../ui/language.ts';
import { runScript } from './scripts.ts';
import { keep, kept } from './kept.ts';

const isLanguageFile = (value: unknown): value is LanguageFile =>
  typeof value === 'object' &&
  value !== null &&
  'messages' in value &&
  typeof value.messages === 'object' &&
  value.messages !== null &&
  Object.values(value.messages).every((text) => typeof text === 'string' && text.length < 2000);

export const base64OfHex = (hex: string): string =>
  btoa((hex.match(/../g) ?? []).map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join(''));

/** Before the page changes it. */
const ofPage = document.documentElement.lang.slice(0, 2);

/** index.html, by its name or as its folder: everybody comes there, while fr.html was asked for. */
const isIndex = (path: string): boolean => /\/(?:index\.html)?$/.test(path);

/** Of a page that nobody has chosen a language for. `there`: codes of languages that can be shown. */
function ownLanguage(there: readonly string[]): string {
  const asked = isIndex(location.pathname) ? navigator.languages.map((one) => one.slice(0, 2).toLowerCase()) : [];
  return asked.find((one) => there.includes(one)) ?? ofPage;
}

/** English where there is no file of that language, or it cannot be read. */
export async function loadLanguage({ bulletin, link }: App, chosen: string | undefined): Promise<void> {
  if (chosen !== undefined) keep('language', chosen);
  const files = bulletin.manifest.files.filter(({ role }) => role === 'language');
  const wanted = chosen ?? kept('language') ?? ownLanguage(['en', ...files.flatMap(({ of }) => of ?? [])]);
  const file = files.find(({ of }) => of === wanted);
  if (file === undefined || !Object.hasOwn(languages, wanted)) {
    speak('en', undefined);
    return;
  }
  const call = await runScript(new URL(link(file.path)), `sha256-${base64OfHex(file.sha256)}`);
  if (call?.what === 'language' && call.path === wanted && isLanguageFile(call.value)) speak(wanted, call.value);
  else speak('en', undefined);
}
