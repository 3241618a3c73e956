// Steps through the tree of one EML_NL file; what is missing or twice is refused with its place.
import { isDay } from '../../../kernel/day.ts';
import { eml } from './names.ts';
import { refuse, type Refusal } from './refuse.ts';
import type { XmlElement } from './xml.ts';

/** A file being read: its name for messages, and what was read although the schema has it otherwise. */
export type Reading = { readonly file: string; readonly warnings: string[] };

export const all = (of: XmlElement, name: string, uri = eml): readonly XmlElement[] =>
  of.children.filter((child) => child.name === name && child.uri === uri);

/** The one child of this name, or undefined. */
export function maybe({ file }: Reading, of: XmlElement, name: string, uri = eml): XmlElement | undefined {
  const [found, second] = all(of, name, uri);
  if (second !== undefined) throw refuse('elementTwice', `${name} in ${of.name}`, file, second);
  return found;
}

export function one(
  reading: Reading,
  of: XmlElement,
  name: string,
  uri = eml,
  reason: Refusal = 'elementMissing',
): XmlElement {
  const found = maybe(reading, of, name, uri);
  if (found === undefined) throw refuse(reason, `${name} in ${of.name}`, reading.file, of);
  return found;
}

/** The attribute's text; refused where it is missing or not of the pattern. */
export function attribute({ file }: Reading, of: XmlElement, name: string, pattern: RegExp): string {
  const value = of.attributes[name];
  if (value === undefined) throw refuse('elementMissing', `${name} of ${of.name}`, file, of);
  const trimmed = value.trim();
  if (!pattern.test(trimmed)) throw refuse('valueInvalid', `${name} of ${of.name} is "${short(value)}"`, file, of);
  return trimmed;
}

export const short = (text: string): string => text.slice(0, 60);

/** A whole number from 0 to 2^53-1. */
export function number({ file }: Reading, of: XmlElement): number {
  const value = /^\d{1,16}$/.test(of.text) ? Number(of.text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw refuse('numberInvalid', `${of.name} is "${short(of.text)}"`, file, of);
  return value;
}

/** An ISO day; a time zone after it, as xs:date allows, is left off. */
export function day({ file }: Reading, of: XmlElement): string {
  const [, text] = /^(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?$/.exec(of.text) ?? [];
  if (text === undefined || !isDay(text)) throw refuse('dayInvalid', `${of.name} is "${short(of.text)}"`, file, of);
  return text;
}

/** White space within names is one space, as xs:token has it; at most 300 characters. */
export const token = (of: XmlElement | undefined): string => (of?.text ?? '').replace(/\s+/g, ' ').trim().slice(0, 300);
