// The purpose record: without one no posts enter the lake. Who is responsible, why, on what ground, until when.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { PollwardenError } from '../kernel/errors.ts';
import { personalHost } from './pseudonym-places.ts';
import { placeOfUrl } from './pseudonym-urls.ts';

const sentence = (least: number): z.ZodString => z.string().trim().min(least).max(2000);
const mostDays = 3650;

/** Scopes name objects and topics, never people: what looks like an account is refused. */
const scopeItem = sentence(2).refine((item) => !namesAccount(item), {
  error: 'names an account or a person; a scope lists objects (domains, URLs, hashtags) and topics only',
});

const isDate = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
};

const purposeSchema = z.strictObject({
  controller: z.strictObject({ name: sentence(3), contact: sentence(3) }),
  purpose: sentence(20),
  legalBasis: z.strictObject({
    article6: z.string().regex(/^6\(1\)\([a-f]\)$/, 'is written as 6(1)(e), of Article 6 GDPR'),
    article9: z.string().regex(/^9\(2\)\([a-j]\)$/, 'is written as 9(2)(g), of Article 9 GDPR: political opinions'),
    law: sentence(5),
  }),
  scope: z
    .strictObject({ objects: z.array(scopeItem).max(1000), topics: z.array(scopeItem).max(1000) })
    .refine(({ objects, topics }) => objects.length + topics.length > 0, { error: 'names no object and no topic' }),
  endDate: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/, 'is written as 2026-07-31')
    .refine(isDate, { error: 'is no date' }),
  retentionDays: z.int().min(1).max(mostDays),
});

/** `endDate` is the last day, UTC. `retentionDays` count from the ingest. */
export type Purpose = z.infer<typeof purposeSchema>;

export const examplePurpose: Purpose = {
  controller: { name: 'Name of the institution', contact: 'dpo@institution.example' },
  purpose: 'Find coordinated behaviour around the election of 14 June 2026 and describe it to the election authority',
  legalBasis: {
    article6: '6(1)(e)',
    article9: '9(2)(g)',
    law: 'Name and section of the law that gives the task',
  },
  scope: { objects: ['news.example', '#election2026'], topics: ['how and where to vote'] },
  endDate: '2026-07-31',
  retentionDays: 90,
};

const mostBytes = 65_536;

/** Reads a purpose record. PURPOSE_INVALID with the place in the record and the reason. */
export function parsePurpose(text: string, file: string): Purpose {
  const invalid = (detail: string): PollwardenError => new PollwardenError('PURPOSE_INVALID', detail, { file });
  if (text.length > mostBytes) throw invalid(`longer than ${mostBytes} characters`);
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw invalid(`not JSON: ${(error as Error).message}`);
  }
  const parsed = purposeSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, 5).map((i) => `${i.path.join('.') || 'the record'}: ${i.message}`);
  throw invalid(issues.join('; '));
}

/** Throws PURPOSE_ENDED once the last day is over. `nowMilliseconds` since 1970 UTC. */
export function checkPurposeRuns(purpose: Purpose, file: string, nowMilliseconds: number): void {
  if (nowMilliseconds < Date.parse(`${purpose.endDate}T00:00:00Z`) + 86_400_000) return;
  throw new PollwardenError('PURPOSE_ENDED', `its last day was ${purpose.endDate}`, { file });
}

/** The same record has the same id. */
export const purposeId = (purpose: Purpose): string =>
  `purpose-${createHash('sha256').update(JSON.stringify(purpose)).digest('hex').slice(0, 16)}`;

function namesAccount(item: string): boolean {
  if (/@|\bdid:[a-z]+:/i.test(item)) return true;
  if (/^\d{5,}$/.test(item)) return true;
  if (/(?:^|\s)(?:handle|user|account|screen_?name|profile|person)s?\s*[:=]/i.test(item)) return true;
  const words = item.split(/[\s,;]+/);
  return words.some((word) => {
    const url = /^https?:\/\//i.test(word) ? word : `https://${word}`;
    return personalHost(word.replace(/^https?:\/\//i, '').split('/')[0]) !== undefined || namesPlace(word, url);
  });
}

/** A profile or a post on a platform. Bare hosts such as x.com name no one. */
const namesPlace = (word: string, url: string): boolean => word.includes('/') && placeOfUrl(url) !== undefined;
