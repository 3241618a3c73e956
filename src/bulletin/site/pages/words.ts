// Words of pages without script by language; what a language lacks is said in English.
import { english, type PageWords } from './words/english.ts';

const known: Readonly<Record<string, Partial<PageWords>>> = {};

export const pageWords = (language: string): PageWords => ({ ...english, ...known[language] });
