// t('findings.title', { count: 3 }): the only way to a text on the screen.
import { en } from './en.ts';
import { fillText, type Text, type Values } from './plural.ts';

type Catalogue = typeof en;
/** "<area>.<key>": what is not written down is an error of types. */
export type MessageKey = {
  [Area in keyof Catalogue]: `${Area}.${keyof Catalogue[Area] & string}`;
}[keyof Catalogue];

/** Of dates, numbers and plural forms. */
export const language = 'en-GB';

function textOf(key: string): Text | undefined {
  const dot = key.indexOf('.');
  const areas: Readonly<Record<string, Readonly<Record<string, Text>>>> = en;
  const area = Object.hasOwn(areas, key.slice(0, dot)) ? areas[key.slice(0, dot)] : undefined;
  const name = key.slice(dot + 1);
  return area !== undefined && Object.hasOwn(area, name) ? area[name] : undefined;
}

export const t = (key: MessageKey, values: Values = {}): string => fillText(textOf(key) ?? key, values, language);

/** The text of a key that comes from data (a code, an event), or undefined where there is none. */
export function tryText(key: string, values: Values = {}): string | undefined {
  const text = textOf(key);
  return text === undefined ? undefined : fillText(text, values, language);
}
