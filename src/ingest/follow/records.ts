// Raw texts to records: parsed once, never thrown at.
import { isObject, parseJson } from '../json/parse.ts';
import { maxRawChars } from '../limits.ts';
import type { RawRecord } from './connector.ts';

export function recordOf(text: string): RawRecord {
  const parsed = parseJson(text);
  if (!parsed.ok) return { raw: text.slice(0, maxRawChars), problem: parsed };
  if (isObject(parsed.value)) return { raw: text, value: parsed.value };
  return { raw: text.slice(0, maxRawChars), problem: { code: 'ROW_MALFORMED', reason: 'no JSON object' } };
}

export const tooLongRecord = (head: Buffer, maxBytes: number): RawRecord => ({
  raw: head.subarray(0, maxRawChars).toString('latin1'),
  problem: { code: 'LINE_TOO_LONG', reason: `longer than ${maxBytes} bytes` },
});
