// Runs alerts over a ledger until everything is sent, and is killed at the n-th write if told so. For tests only.
// Arguments: folder, port of the SMTP server, findings, number of the write (0: none), "before" or "after" it.
import { openLedger } from '../../ledger/ledger.ts';
import { startAlerts } from '../start.ts';
import { addPerson, addSketch, noon, putOnDuty, type World } from './world.ts';

const [folder, port, findings, killAt, when] = process.argv.slice(2);
const plain = openLedger(folder, () => noon);
let writes = 0;
let counting = false;
const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  // The signal arrives within this.
  for (;;);
};
const ledger = {
  ...plain,
  // Nested ones count too: then the transaction around them is cut in its middle.
  write: <T>(work: () => T): T => {
    const number = counting ? ++writes : 0;
    if (number === Number(killAt) && when === 'before' && number > 0) die();
    const result = plain.write(work);
    if (number === Number(killAt) && when === 'after' && number > 0) die();
    return result;
  },
};
const world: World = {
  ledger,
  clock: { now: noon },
  folder,
  newId: () => crypto.randomUUID(),
  consoleUrl: 'https://ops.example',
  demonstration: false,
  close: () => undefined,
};
const one = (sql: string): number => (ledger.db.prepare(sql).get() as { readonly n: number }).n;
plain.write(() => {
  if (one('SELECT count(*) AS n FROM people') > 0) return;
  addPerson(world, 'ann');
  addPerson(world, 'admin', 'administrator');
  putOnDuty(world, 'ann', 'admin');
});
const known = (id: string): boolean => ledger.db.prepare('SELECT 1 FROM findings WHERE id = ?').get(id) !== undefined;
counting = true;
const alerts = startAlerts({
  context: world,
  ways: {
    smtp: { host: '127.0.0.1', port: Number(port), secure: false, from: 'a@ops.example' },
    allowed: [],
    timeoutMs: 9000,
  },
  now: () => noon,
  monotonic: () => noon,
  random: () => 0.5,
  tickMs: 5,
  changed: () => undefined,
  failed: (error) => {
    throw error;
  },
});
for (let i = 0; i < Number(findings); i++) {
  if (!known(`f${i}`)) addSketch(world, `f${i}`);
  await new Promise((resolve) => setTimeout(resolve, 1));
}
const open = `SELECT (SELECT count(*) FROM alert_pending) +
  (SELECT count(*) FROM alert_deliveries WHERE state <> 'sent') AS n`;
while (one(open) > 0) await new Promise((resolve) => setTimeout(resolve, 2));
await alerts.stop();
process.stdout.write(`${writes}\n`);
ledger.close();
