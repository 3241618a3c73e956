// Findings by the million for tests and the benchmark of lists: rows as the store writes them, without evidence each.
import type { Random } from '../../kernel/random.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { type Evidence, packEvidence } from '../evidence.ts';
import { findingStates, phases, severities, standings } from '../finding.ts';
import { layerBits, layersInWords } from '../layers.ts';

const day = 86_400_000;
const layerSets = [['url'], ['repost'], ['hashtag', 'url'], ['text'], ['text', 'url', 'hashtag'], ['media'], ['reply']];

export const emptyEvidence: Evidence = {
  form: 1,
  claim: '',
  severityReasons: [],
  parameters: [],
  windowSeconds: 60,
  pValue: null,
  observed: null,
  expected: null,
  nulls: [],
  decoys: null,
  lagHistogram: null,
  counterEvidence: [],
  calibration: [],
  scoreCut: null,
  members: [],
  edges: [],
  objects: [],
  layerMix: [],
  nextSteps: [],
};

/** Skewed as in practice: most are old, small and dismissed; few are critical. */
function rowOf(i: number, random: Random, now: number): Readonly<Record<string, string | number | null>> {
  const lastSeen = now - Math.floor(random.exponential(90 * day));
  const firstSeen = lastSeen - Math.floor(random.exponential(day));
  const layers = layerSets[random.below(layerSets.length)];
  const accounts = 3 + Math.floor(random.exponential(14));
  const age = (now - lastSeen) / day;
  const standing = age < 1 ? standings[random.below(4)] : standings[1 + random.below(3)];
  const declared = random.next() < 0.05 ? `Network ${random.below(40)}` : '';
  return {
    id: `finding-${i.toString().padStart(9, '0')}`,
    detector: random.next() < 0.999 ? 'coordination' : 'requests',
    title: `Coordinated group of ${accounts} accounts on ${layersInWords(layers)}`,
    standing,
    state:
      age < 2 ? findingStates[random.below(2)] : findingStates[random.next() < 0.01 ? 2 : random.next() < 0.1 ? 1 : 3],
    severity: severities[Math.min(3, Math.floor(random.exponential(0.6)))],
    phase: random.next() < 0.2 ? '' : phases[random.below(phases.length)],
    q_value: standing === 'calibrated' ? random.next() * 0.05 : null,
    accounts,
    objects: 2 + Math.floor(random.exponential(20)),
    layers: JSON.stringify(layers),
    layer_bits: layerBits(layers),
    declared,
    first_seen: firstSeen,
    last_seen: lastSeen,
    created_at: lastSeen + random.below(60_000),
    updated_at: lastSeen + random.below(day),
    revision: 1 + random.below(9),
    assigned_to: random.next() < 0.002 ? `person-${random.below(30)}` : '',
    notes: random.next() < 0.05 ? 1 + random.below(5) : 0,
    watchlisted: random.next() < 0.03 ? JSON.stringify([`Watchlist ${random.below(20)}`]) : '[]',
  };
}

/** Adds `count` findings with members, objects and words, in one transaction, without the audit trail. */
export function addManyFindings(ledger: Ledger, count: number, random: Random): void {
  const now = ledger.now();
  const { bytes, hash } = packEvidence(emptyEvidence);
  const names = Object.keys(rowOf(0, random, now));
  const { db } = ledger;
  const insert = db.prepare(
    `INSERT INTO findings (detector_version, technique_id, technique_name, ${names.join(', ')})
     VALUES ('1.0.0', 'T0119', 'Cross-Posting', ${names.map((name) => `:${name}`).join(', ')})`,
  );
  const revision = db.prepare('INSERT INTO finding_revisions VALUES (?, 1, 0, ?, ?, NULL, 3, 2, ?, ?)');
  const member = db.prepare('INSERT OR IGNORE INTO finding_members VALUES (?, ?)');
  const object = db.prepare('INSERT OR IGNORE INTO finding_objects VALUES (?, ?)');
  const watch = db.prepare('INSERT INTO finding_watches VALUES (?, ?)');
  const text = db.prepare('INSERT INTO finding_texts VALUES (?, ?)');
  const words = db.prepare('INSERT INTO finding_words (rowid, words) VALUES (?, ?)');
  ledger.write(() => {
    for (let i = 0; i < count; i++) {
      const columns = rowOf(i, random, now);
      const row = Number(insert.run(columns).lastInsertRowid);
      revision.run(row, String(columns.standing), String(columns.severity), hash, bytes);
      for (let m = 0; m < 3; m++) member.run(`acc_${random.below(count)}`, row);
      const site = `site${random.below(5000)}.example/story/${random.below(100)}`;
      object.run(site, row);
      if (columns.watchlisted !== '[]') watch.run(String(JSON.parse(String(columns.watchlisted))[0]), row);
      const indexed = `${String(columns.title).toLowerCase()} ${String(columns.declared).toLowerCase()} ${site.replace(/[./]/g, ' ')}`;
      text.run(row, indexed);
      words.run(row, indexed);
    }
  });
}
