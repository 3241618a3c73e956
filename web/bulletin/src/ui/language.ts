// The language of the page: texts, numbers and times. English is here; others come as scripts.
import { en, type LanguageFile, type MessageKey, type Messages } from '../messages/en.ts';

/** The official languages of the European Union, each by its own name. */
export const languages: Readonly<Record<string, string>> = {
  bg: 'български',
  cs: 'čeština',
  da: 'dansk',
  de: 'Deutsch',
  el: 'ελληνικά',
  en: 'English',
  es: 'español',
  et: 'eesti',
  fi: 'suomi',
  fr: 'français',
  ga: 'Gaeilge',
  hr: 'hrvatski',
  hu: 'magyar',
  it: 'italiano',
  lt: 'lietuvių',
  lv: 'latviešu',
  mt: 'Malti',
  nl: 'Nederlands',
  pl: 'polski',
  pt: 'português',
  ro: 'română',
  sk: 'slovenčina',
  sl: 'slovenščina',
  sv: 'svenska',
};

let code = 'en';
let messages: Messages = en;
let reviewed = true;
let timeZone = 'UTC';

/** A text that a file lacks is shown in English. */
export function speak(language: string, file: LanguageFile | undefined): void {
  [code, messages, reviewed] =
    file === undefined ? ['en', en, true] : [language, { ...en, ...file.messages }, file.reviewed];
  document.documentElement.lang = code;
}

/** Whether a machine translated it and nobody has read it. */
export const isMachine = (): boolean => !reviewed;
export const language = (): string => code;

/** British dates and times for English. */
const locale = (): string => (code === 'en' ? 'en-GB' : code);

export function setTimeZone(zone: string): void {
  try {
    timeZone = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    timeZone = 'UTC';
  }
}

export const number = (value: number): string => value.toLocaleString(locale());

export function t(key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string {
  return messages[key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    if (!Object.hasOwn(values, name)) return whole;
    const value = values[name];
    return typeof value === 'number' ? number(value) : value;
  });
}

/** Of 0 to 1, with one digit; "–" where there is nothing to divide by. */
export const percent = (part: number, whole: number): string =>
  whole === 0
    ? '–'
    : (part / whole).toLocaleString(locale(), { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** An ISO instant by the clock of the place. */
export const dateTime = (iso: string): string =>
  new Date(iso).toLocaleString(locale(), { dateStyle: 'medium', timeStyle: 'short', timeZone });

export const clock = (iso: string): string =>
  new Date(iso).toLocaleString(locale(), { hour: '2-digit', minute: '2-digit', timeZone });

export const day = (iso: string): string =>
  new Date(`${iso}T12:00:00Z`).toLocaleDateString(locale(), { dateStyle: 'long', timeZone: 'UTC' });

const steps = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** "3 minutes"; the largest unit alone. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const [unit, length] = steps.find(([, size]) => seconds >= size) ?? ['second', 1];
  return Math.floor(seconds / length).toLocaleString(locale(), { style: 'unit', unit, unitDisplay: 'long' });
}
