// The purpose record: without one no posts enter the lake. Who is responsible, why, on what ground, until when.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isDay } from '../kernel/day.ts';
import { PollwardenError } from '../kernel/errors.ts';
import { personalHost } from './pseudonym-places.ts';
import { plainIssue } from './purpose-words.ts';
import { placeOfUrl } from './pseudonym-urls.ts';

const sentence = (least: number): z.ZodString => z.string().trim().min(least).max(2000);
const mostDays = 3650;

/** Scopes name objects and topics, never people: what looks like an account is refused. */
const scopeItem = sentence(2).refine((item) => !namesAccount(item), {
  error: 'names an account or a person; a scope lists objects (domains, URLs, hashtags) and topics only',
});

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
    .refine(isDay, { error: 'is no date' }),
  retentionDays: z.int().min(1).max(mostDays),
});

/** `endDate` is the last day, UTC. `retentionDays` count from the ingest. */
export type Purpose = z.infer<typeof purposeSchema>;

/** A record in its form, with texts that stand for what is to be filled in. */
export const examplePurpose: Purpose = {
  controller: { name: 'Name of the institution', contact: 'dpo@institution.example' },
  purpose: 'Which behaviour is looked for, around which vote, and who is told what was found',
  legalBasis: {
    article6: '6(1)(e)',
    article9: '9(2)(g)',
    law: 'Name and section of the law that gives the task',
  },
  scope: { objects: ['news.example', '#example-vote'], topics: ['how and where to vote'] },
  endDate: '2026-07-31',
  retentionDays: 90,
};

const exampleMonths = 6;
const mostYears = 2;

const dayAfter = (nowMilliseconds: number, months: number): string => {
  const now = new Date(nowMilliseconds);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, now.getUTCDate()))
    .toISOString()
    .slice(0, 10);
};

/** The example with a last day six months from now. `nowMilliseconds` since 1970 UTC. */
export const examplePurposeAt = (nowMilliseconds: number): Purpose => ({
  ...examplePurpose,
  endDate: dayAfter(nowMilliseconds, exampleMonths),
});

/** Places in the record that still hold the example's text. Topics may really be the example's. */
function placeholders(purpose: Purpose): readonly string[] {
  const texts = ({ controller, purpose: why, legalBasis }: Purpose): Readonly<Record<string, string>> => ({
    'controller.name': controller.name,
    'controller.contact': controller.contact,
    purpose: why,
    'legalBasis.law': legalBasis.law,
  });
  const examples = texts(examplePurpose);
  const objects = purpose.scope.objects.flatMap((item, i) =>
    examplePurpose.scope.objects.includes(item) ? [`scope.objects.${i}`] : [],
  );
  const fields = Object.entries(texts(purpose)).filter(([place, value]) => value === examples[place]);
  return [...fields.map(([place]) => place), ...objects];
}

const mostBytes = 65_536;

/**
 * Reads a purpose record. PURPOSE_INVALID with the place in the record and the reason, also for texts of the example
 * and for a last day more than two years after `nowMilliseconds` (since 1970 UTC).
 */
export function parsePurpose(text: string, file: string, nowMilliseconds: number): Purpose {
  const invalid = (detail: string): PollwardenError => new PollwardenError('PURPOSE_INVALID', detail, { file });
  if (text.length > mostBytes) throw invalid(`longer than ${mostBytes} characters`);
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw invalid(`not JSON: ${(error as Error).message}`);
  }
  const parsed = purposeSchema.safeParse(value, { reportInput: true });
  if (!parsed.success) throw invalid(parsed.error.issues.slice(0, 5).map(plainIssue).join('; '));
  const left = placeholders(parsed.data);
  if (left.length > 0) throw invalid(left.map((place) => `${place}: still holds the text of the example`).join('; '));
  const last = dayAfter(nowMilliseconds, 12 * mostYears);
  if (parsed.data.endDate > last) {
    throw invalid(
      `endDate: is later than ${last}, ${mostYears} years from now; ` +
        'a purpose is reviewed and set down anew at least that often',
    );
  }
  return parsed.data;
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
