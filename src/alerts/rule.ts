// Which findings a rule is about: by severity, standing, watchlists and a query in the grammar of the list of findings,
// asked of the ledger as the list asks it, so that "what is told" and "what is shown" cannot differ.
import { findingList } from '../findings/list-spec.ts';
import type { Severity } from '../findings/finding.ts';
import { PollwardenError } from '../kernel/errors.ts';
import { problemText } from '../kernel/query-problem-text.ts';
import { parseQuery } from '../kernel/query.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { conditionOf, type ListContext, type Sql, where } from '../ledger/list-sql.ts';
import { severityRank } from './severity-rank.ts';

export type AlertRule = {
  /** Off: told only when on duty. */
  readonly enabled: boolean;
  readonly severityAtLeast: Severity;
  /** Also findings that are provisional or not calibrated. */
  readonly provisionalToo: boolean;
  /** Empty narrows nothing. */
  readonly q: string;
  /** "only": only what touches a watchlist. "always": what touches one is told whatever its severity. */
  readonly watchlist: 'ignore' | 'only' | 'always';
};
type Rule = Omit<AlertRule, 'enabled'>;

/** QUERY_INVALID with the place. */
export function checkRuleQuery(q: string): void {
  const { problems } = parseQuery(q, findingList.fields);
  if (problems.length > 0) throw new PollwardenError('QUERY_INVALID', problems.slice(0, 3).map(problemText).join('; '));
}

const touched = "findings.watchlisted <> '[]'";

/** Findings that stand and that the rule is about. */
function conditionsOf(rule: Rule, context: ListContext): readonly Sql[] {
  const least = severityRank[rule.severityAtLeast];
  const named = Object.keys(severityRank).filter((name) => severityRank[name as Severity] >= least);
  const severe = `findings.severity IN (${named.map(() => '?').join(', ')})`;
  const standing = rule.provisionalToo ? "findings.standing <> 'lapsed'" : "findings.standing = 'calibrated'";
  const severity = rule.watchlist === 'always' ? `${severe} OR ${touched}` : severe;
  return [
    { text: severity, values: named },
    { text: standing, values: [] },
    { text: "findings.state <> 'dismissed'", values: [] },
    ...(rule.watchlist === 'only' ? [{ text: touched, values: [] }] : []),
    ...parseQuery(rule.q, findingList.fields).terms.map((term) => conditionOf(term, findingList, context).sql),
  ];
}

/** Those of `ids` that the rule is about, in their order. */
export function matchingFindings(
  ledger: Ledger,
  rule: Rule,
  ids: readonly string[],
  context: ListContext,
): readonly string[] {
  if (ids.length === 0) return [];
  const among: Sql = {
    text: 'findings.id IN (SELECT value FROM json_each(?))',
    values: [JSON.stringify(ids)],
  };
  const { text, values } = where([among, ...conditionsOf(rule, context)]);
  const rows = ledger.db.prepare(`SELECT id FROM findings${text}`).all(...values) as { readonly id: string }[];
  const found = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => found.has(id));
}

export type RulePreview = {
  readonly count: number;
  readonly latest: readonly {
    readonly id: string;
    readonly title: string;
    readonly severity: Severity;
    readonly created_at: number;
  }[];
};

const shown = 5;

/** What the rule would have told of, of findings made since `since` (milliseconds since 1970 UTC), as they are now. */
export function previewRule(ledger: Ledger, rule: Rule, since: number, context: ListContext): RulePreview {
  checkRuleQuery(rule.q);
  const recent: Sql = { text: 'findings.created_at >= ?', values: [since] };
  const { text, values } = where([recent, ...conditionsOf(rule, context)]);
  const from = `FROM findings INDEXED BY findings_by_created_at${text}`;
  const { n } = ledger.db.prepare(`SELECT count(*) AS n ${from}`).get(...values) as { readonly n: number };
  const latest = `SELECT id, title, severity, created_at ${from} ORDER BY created_at DESC LIMIT ${shown}`;
  return { count: n, latest: ledger.db.prepare(latest).all(...values) as unknown as RulePreview['latest'] };
}
