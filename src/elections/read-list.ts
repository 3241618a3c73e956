// A watchlist as text: JSON, or one item a line, or CSV with columns form and value. Errors name the line.
import { PollwardenError } from '../kernel/errors.ts';
import { foldAddress, foldHashtag, foldText } from './fold.ts';
import { formsOfKind, type WatchForm, type WatchItem, type WatchKind } from './watchlist.ts';

const mostItems = 10_000;
const mostCharacters = 500;

const invalid = (detail: string, line?: number): PollwardenError =>
  new PollwardenError('WATCHLIST_INVALID', line === undefined ? detail : `line ${line}: ${detail}`);

/** WATCHLIST_INVALID with the line. Items that are there twice are kept once. */
export function readWatchItems(kind: WatchKind, text: string): readonly WatchItem[] {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  const items = trimmed.startsWith('[') ? jsonItems(kind, trimmed) : lineItems(kind, text.replace(/^\uFEFF/, ''));
  return checkItems(kind, items);
}

type Placed = WatchItem & { readonly line?: number };

/** Checks items as they are entered; WATCHLIST_INVALID with the reason. */
export function checkItems(kind: WatchKind, items: readonly Placed[]): readonly WatchItem[] {
  if (items.length === 0) throw invalid('holds no item');
  if (items.length > mostItems) throw invalid(`holds more than ${mostItems} items`);
  const kept = new Map<string, WatchItem>();
  for (const { form, value, line } of items) {
    const written = value.trim();
    if (!formsOfKind[kind].includes(form)) throw invalid(`${form} is none of ${formsOfKind[kind].join(', ')}`, line);
    if (written === '') throw invalid('is empty', line);
    if (written.length > mostCharacters) throw invalid(`is longer than ${mostCharacters} characters`, line);
    const problem = problemOf(form, written);
    // Names of accounts are in no message: messages are logged.
    const named = form === 'account' ? '' : `"${written.slice(0, 60)}" `;
    if (problem !== undefined) throw invalid(`${named}${problem}`, line);
    kept.set(`${form} ${written.toLowerCase()}`, { form, value: written });
  }
  return [...kept.values()];
}

function problemOf(form: WatchForm, value: string): string | undefined {
  if (form === 'account') return /\s/.test(value) ? 'is no account: it holds a blank' : undefined;
  if (form === 'domain') {
    const host = foldAddress(value);
    return /^[\p{L}\p{N}.-]+\.[\p{L}\p{N}-]{2,}$/u.test(host) ? undefined : 'is no domain such as vote.example';
  }
  if (form === 'url') return /^[^\s/]+\.[^\s/]+/.test(foldAddress(value)) ? undefined : 'is no link';
  if (form === 'hashtag') return foldHashtag(value) === '' ? 'is no hashtag' : undefined;
  const folded = foldText(value);
  return folded.length < 3 ? 'is too short to be told from other words: three letters at least' : undefined;
}

/** Told apart by their look, where only a value is given. */
function formOf(kind: WatchKind, value: string): WatchForm {
  if (kind === 'account') return 'account';
  if (kind === 'topic' && /^[#＃]/u.test(value)) return 'hashtag';
  if (/\s/.test(value) || !/^[^/]+\.[^./]{2,}/.test(foldAddress(value))) return kind === 'topic' ? 'word' : 'name';
  return kind === 'topic' && foldAddress(value).includes('/') ? 'url' : 'domain';
}

function lineItems(kind: WatchKind, text: string): readonly Placed[] {
  const items: Placed[] = [];
  text.split(/\r\n|\r|\n/).forEach((content, i) => {
    const line = i + 1;
    if (content.trim() === '') return;
    const cells = cellsOf(content, line);
    if (i === 0 && cells.map((cell) => cell.toLowerCase()).join(',') === 'form,value') return;
    if (cells.length > 2) throw invalid('has more than two columns; a value with a comma stands in quotes', line);
    const [first, second] = cells;
    if (second === undefined) items.push({ form: formOf(kind, first), value: first, line });
    else items.push({ form: formNamed(first, kind, line), value: second, line });
  });
  return items;
}

function formNamed(name: string, kind: WatchKind, line: number): WatchForm {
  const form = formsOfKind[kind].find((one) => one === name.trim());
  if (form === undefined) throw invalid(`"${name.slice(0, 40)}" is none of ${formsOfKind[kind].join(', ')}`, line);
  return form;
}

/** RFC 4180 within one line. */
function cellsOf(content: string, line: number): readonly string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= content.length) {
    if (content[at] === '"') {
      const end = closingQuote(content, at);
      if (end === undefined) throw invalid('a quote is not closed', line);
      cells.push(content.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 2;
    } else {
      const comma = content.indexOf(',', at);
      const end = comma === -1 ? content.length : comma;
      cells.push(content.slice(at, end).trim());
      at = end + 1;
    }
  }
  return cells;
}

function closingQuote(content: string, from: number): number | undefined {
  for (let at = from + 1; at < content.length; at++) {
    if (content[at] !== '"') continue;
    if (content[at + 1] !== '"') return at;
    at++;
  }
  return undefined;
}

function jsonItems(kind: WatchKind, text: string): readonly Placed[] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    throw invalid(`not JSON: ${(error as Error).message.slice(0, 200)}`);
  }
  if (!Array.isArray(read)) throw invalid('is no list');
  return read.map((item: unknown, i) => {
    if (typeof item === 'string') return { form: formOf(kind, item), value: item };
    const { form, value } = (item ?? {}) as { readonly form?: unknown; readonly value?: unknown };
    if (typeof value !== 'string') throw invalid(`item ${i + 1} is neither a text nor an object with form and value`);
    return {
      form: form === undefined ? formOf(kind, value) : formNamed(typeof form === 'string' ? form : '', kind, i + 1),
      value,
    };
  });
}
