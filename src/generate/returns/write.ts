// Writes a generated election as files: the definition, returns of each channel in the order they come, and the truth.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts';
import { type GeneratedElection, sha256 } from './election.ts';
import { type Night, type NightChannel, type NightPlan, planNight } from './night.ts';

export const ordinaryNight: Omit<NightPlan, 'seed'> = {
  channelFaults: 0.03,
  entryFaults: 0.01,
  missing: 0.03,
  late: 0.02,
  corrected: 0.5,
  minutes: 180,
};

export type WrittenReturns = {
  readonly files: Readonly<Record<NightChannel | 'definition' | 'truth', string>>;
  readonly returns: Readonly<Record<NightChannel, number>>;
  readonly faults: Readonly<Record<string, number>>;
};

export const hashOf = ({ definition }: GeneratedElection): string => sha256(canonicalJson(definition));

export function nightOf(
  generated: GeneratedElection,
  plan: NightPlan,
  closes: number,
  counts?: Night['counts'],
): Night {
  return planNight(generated, { hash: hashOf(generated), closes, digest: sha256 }, plan, counts);
}

/** FILE errors of the system go through; the folder is made where it is missing. */
export function writeReturns(folder: string, generated: GeneratedElection, night: Night): WrittenReturns {
  mkdirSync(folder, { recursive: true });
  const files = {
    definition: join(folder, 'definition.json'),
    truth: join(folder, 'truth.json'),
    official: join(folder, 'official.returns.jsonl'),
    backup: join(folder, 'backup.returns.jsonl'),
    observer: join(folder, 'observer.returns.jsonl'),
  };
  writeFileSync(files.definition, canonicalJson(generated.definition));
  const returns = { official: 0, backup: 0, observer: 0 };
  for (const channel of ['official', 'backup', 'observer'] as const) {
    const lines = night.arrivals
      .filter((one) => one.channel === channel)
      .map(({ signed }) => canonicalJson(signed as unknown as Json));
    returns[channel] = lines.length;
    writeFileSync(files[channel], lines.length === 0 ? '' : `${lines.join('\n')}\n`);
  }
  writeFileSync(files.truth, `${JSON.stringify({ generated: true, faults: night.truth }, undefined, 1)}\n`);
  const faults: Record<string, number> = {};
  for (const { fault } of night.truth) faults[fault] = (faults[fault] ?? 0) + 1;
  return { files, returns, faults };
}
