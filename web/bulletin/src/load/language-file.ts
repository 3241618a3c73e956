// Which language the page speaks: the person's choice on this device, else that of the static page.
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

/** English where there is no file of that language, or it cannot be read. */
export async function loadLanguage({ bulletin, link }: App, chosen: string | undefined): Promise<void> {
  if (chosen !== undefined) keep('language', chosen);
  const wanted = chosen ?? kept('language') ?? document.documentElement.lang.slice(0, 2);
  const file = bulletin.manifest.files.find(({ role, of }) => role === 'language' && of === wanted);
  if (file === undefined || !Object.hasOwn(languages, wanted)) {
    speak('en', undefined);
    return;
  }
  const call = await runScript(new URL(link(file.path)), `sha256-${base64OfHex(file.sha256)}`);
  if (call?.what === 'language' && call.path === wanted && isLanguageFile(call.value)) speak(wanted, call.value);
  else speak('en', undefined);
}
