// Words of pages without script by language. A language that is not here is not chosen: a page may not say it is in a language
// and speak another.
import { dutch } from './words/dutch.ts';
import { english, type PageWords } from './words/english.ts';
import { french } from './words/french.ts';
import { german } from './words/german.ts';
import { spanish } from './words/spanish.ts';

const known: Readonly<Record<string, PageWords>> = { de: german, en: english, es: spanish, fr: french, nl: dutch };

/** Codes of the languages that pages without script have. */
export const pageLanguages = Object.keys(known);

export const pageWords = (language: string): PageWords => known[language] ?? english;
