// How serious a finding is: one documented rule over what was measured, never over what was said. docs/findings.md.
import { type Phase, severities, type Severity, type Standing } from './finding.ts';

export type Weighed = {
  readonly standing: Exclude<Standing, 'lapsed'>;
  readonly accounts: number;
  readonly qValue: number | undefined;
  readonly declared: string | undefined;
  readonly watchlisted: readonly string[];
  readonly phase: Phase | undefined;
};

const closePhases: readonly Phase[] = ['voting', 'tally', 'results'];
const manyAccounts = 20;
const someAccounts = 5;
const strictQ = 0.01;

/** The severity and, in plain words, each reason for it. */
export function severityOf(weighed: Weighed): { readonly severity: Severity; readonly reasons: readonly string[] } {
  const { standing, declared, watchlisted, phase } = weighed;
  if (declared !== undefined) {
    return { severity: 'notice', reasons: [`Declared network: "${declared}" coordinates openly`] };
  }
  const base = baseOf(weighed);
  const reasons = [base.reason];
  let { level } = base;
  if (watchlisted.length > 0) {
    level++;
    const named = watchlisted.slice(0, 3).map((name) => `"${name}"`);
    const more = watchlisted.length > 3 ? ` and ${watchlisted.length - 3} more` : '';
    reasons.push(`One step up: it touches the watchlist ${named.join(', ')}${more}`);
  }
  if (phase !== undefined && closePhases.includes(phase)) {
    level++;
    reasons.push(`One step up: the phase of the election is ${phase}`);
  }
  const most = severities.length - (standing === 'calibrated' ? 1 : 2);
  if (level > most)
    reasons.push(`At most ${severities[most]}${standing === 'calibrated' ? '' : ': it is not calibrated'}`);
  return { severity: severities[Math.min(level, most)], reasons };
}

function baseOf({ standing, accounts, qValue }: Weighed): { readonly level: number; readonly reason: string } {
  const size = `${accounts.toLocaleString('en-GB')} accounts`;
  if (standing !== 'calibrated') {
    const level = accounts >= manyAccounts ? 1 : 0;
    return { level, reason: `${size}, ${standing === 'provisional' ? 'provisional' : 'not calibrated'}` };
  }
  const q = qValue ?? 1;
  const level = accounts >= manyAccounts && q <= strictQ ? 2 : accounts >= someAccounts ? 1 : 0;
  return { level, reason: `${size}, q-value ${Number(q.toPrecision(2))}` };
}
