// After a restore: sessions, devices and one-time links that were valid when the backup was made end, for they may have
// been used, ended or stolen since. People sign in again; invitations and recoveries are made anew.
import type { Ledger } from '../ledger/ledger.ts';

/** Runs within `ledger.write`. */
export function endOldAccess(ledger: Ledger): void {
  const { db } = ledger;
  db.exec('DELETE FROM sessions; DELETE FROM devices');
  const now = Math.trunc(ledger.now());
  db.prepare('UPDATE invitations SET withdrawn_at = ? WHERE accepted_at IS NULL AND withdrawn_at IS NULL').run(now);
  db.prepare('UPDATE recoveries SET used_at = ? WHERE used_at IS NULL').run(now);
  // Where nobody is yet, the next start makes a new link for the first administrator.
  db.prepare('UPDATE setup_links SET used_at = ? WHERE used_at IS NULL').run(now);
}
