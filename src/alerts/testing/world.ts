// A ledger with people and findings for tests of alerts, with a clock that tests set. Findings go in by their own store.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../../accounts/roles.ts';
import type { Severity, Standing } from '../../findings/finding.ts';
import { addFinding, findingById, type FindingDraft, lapseFinding, reviseFinding } from '../../findings/store.ts';
import { emptyEvidence } from '../../findings/testing/many-findings.ts';
import { type Ledger, openLedger } from '../../ledger/ledger.ts';
import type { AlertRow } from '../alert.ts';
import type { AlertContext } from '../context.ts';
import type { DeliveryPayload, DeliveryRow } from '../delivery.ts';
import type { EscalationRow } from '../escalate.ts';
import { raiseAlerts } from '../raise.ts';
import { saveRota } from '../rota.ts';
import { emptyPlan, type RotaPlan } from '../rota-plan.ts';
import { type AlertSettings, defaultSettings, saveSettings } from '../settings.ts';

export const noon = Date.parse('2026-06-03T12:00:00Z');

export type World = AlertContext & {
  readonly folder: string;
  readonly clock: { now: number };
  readonly close: () => void;
};

export function createWorld(folder = mkdtempSync(join(tmpdir(), 'pollwarden-alerts-'))): World {
  const clock = { now: noon };
  const ledger = openLedger(folder, () => clock.now);
  return {
    ledger,
    clock,
    folder,
    newId: randomUUID,
    consoleUrl: 'https://ops.example',
    demonstration: false,
    close: () => {
      ledger.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function addPerson({ ledger }: { readonly ledger: Ledger }, id: string, role: Role = 'analyst'): void {
  ledger.db.exec("INSERT OR IGNORE INTO organisations VALUES ('o', 'Authority', 'authority', 'authority', 0)");
  ledger.db
    .prepare(
      'INSERT INTO people (id, organisation_id, name, email, email_key, role, created_at) VALUES (?, ?, ?, ?, ?, ?, 0)',
    )
    .run(id, 'o', `Name ${id}`, `${id}@ops.example`, id, role);
}

export const restrict = ({ ledger }: World, id: string): void => {
  ledger.db.prepare('UPDATE people SET restricted_at = 1 WHERE id = ?').run(id);
};

export type Sketch = {
  readonly severity?: Severity;
  readonly standing?: Exclude<Standing, 'lapsed'>;
  readonly title?: string;
  readonly watchlisted?: readonly string[];
  readonly layers?: readonly string[];
  /** So that evidence of revisions differs. */
  readonly claim?: string;
};

const draftOf = (id: string, sketch: Sketch): FindingDraft => ({
  id,
  detector: 'coordination',
  detectorVersion: '1',
  title: sketch.title ?? `Finding ${id}`,
  standing: sketch.standing ?? 'calibrated',
  severity: sketch.severity ?? 'severe',
  phase: undefined,
  qValue: 0.01,
  layers: sketch.layers ?? ['url'],
  declared: undefined,
  technique: { id: 'T0119', name: 'Cross-Posting' },
  firstSeen: noon - 1000,
  lastSeen: noon,
  watchlisted: sketch.watchlisted ?? [],
  streamKey: undefined,
  evidence: { ...emptyEvidence, claim: sketch.claim ?? '' },
});

const detector = { kind: 'system', id: 'detector' } as const;

export const addSketch = ({ ledger }: { readonly ledger: Ledger }, id: string, sketch: Sketch = {}): void =>
  addFinding(ledger, draftOf(id, sketch), detector);

export function reviseSketch({ ledger }: World, id: string, sketch: Sketch): void {
  const stored = findingById(ledger, id);
  if (stored === undefined) throw new Error(`no finding ${id}`);
  reviseFinding(ledger, stored, draftOf(id, { claim: randomUUID(), ...sketch }), detector);
}

export function lapseSketch({ ledger }: World, id: string): void {
  const stored = findingById(ledger, id);
  if (stored !== undefined) lapseFinding(ledger, stored, detector);
}

export const dismiss = ({ ledger }: World, id: string): void => {
  ledger.db.prepare("UPDATE findings SET state = 'dismissed' WHERE id = ?").run(id);
};
export const examine = ({ ledger }: World, id: string): void => {
  ledger.db.prepare("UPDATE findings SET state = 'examined' WHERE id = ?").run(id);
};

export const raiseAll = (world: World): void => {
  while (raiseAlerts(world, world.clock.now) > 0);
};

export const choose = ({ ledger }: World, id: string, change: Partial<AlertSettings>): void =>
  saveSettings(ledger, id, { ...defaultSettings, ...change });

/** One shift for every day: `first` and `second` always. */
export function putOnDuty(
  { ledger }: World,
  first: string | null,
  second: string | null,
  change: Partial<RotaPlan> = {},
) {
  const shifts = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ week: 1, day, handover: 0, first, second }));
  const plan = { ...emptyPlan, enabled: true, handovers: ['08:00'], shifts, escalateAfterMinutes: 15, ...change };
  const { version } = (ledger.db.prepare('SELECT version FROM alert_rota').get() ?? { version: 0 }) as {
    readonly version: number;
  };
  saveRota(ledger, plan, version, 'admin');
}

export const alertsOf = ({ ledger }: { readonly ledger: Ledger }, personId?: string): readonly AlertRow[] =>
  (ledger.db.prepare('SELECT * FROM alerts ORDER BY row').all() as AlertRow[]).filter(
    (row) => personId === undefined || row.person_id === personId,
  );

export const deliveriesOf = ({ ledger }: { readonly ledger: Ledger }, personId?: string): readonly DeliveryRow[] =>
  (ledger.db.prepare('SELECT * FROM alert_deliveries ORDER BY rowid').all() as DeliveryRow[]).filter(
    (row) => personId === undefined || row.person_id === personId,
  );

export const payloadOf = (row: DeliveryRow): DeliveryPayload => JSON.parse(row.payload) as DeliveryPayload;

export const escalation = ({ ledger }: World, findingId: string): EscalationRow | undefined =>
  ledger.db.prepare('SELECT * FROM alert_escalations WHERE finding_id = ?').get(findingId) as EscalationRow | undefined;

export const stepsOf = ({ ledger }: World, findingId: string): readonly string[] =>
  (
    ledger.db
      .prepare('SELECT level, told FROM alert_escalation_steps WHERE finding_id = ? ORDER BY number')
      .all(findingId) as { readonly level: string; readonly told: string }[]
  ).map(({ level, told }) => `${level}: ${(JSON.parse(told) as string[]).join(' ')}`);
