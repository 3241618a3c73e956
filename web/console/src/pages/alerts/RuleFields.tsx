// What a rule says, in words that are chosen; and how often it would have told.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { findingKeys } from '../../../../../src/findings/query-keys.ts';
import { parseQuery } from '../../../../../src/kernel/query.ts';
import type { AlertPreview, AlertRule } from '../../../../../src/server/features/alerts/schemas.ts';
import type { Failure } from '../../api/failure.ts';
import { send } from '../../api/hooks.ts';
import { t, tryText } from '../../messages/t.ts';
import { Field } from '../../ui/Field.tsx';
import { Checkbox, Select } from '../../ui/Select.tsx';
import { Time } from '../../ui/Time.tsx';
import { severityChoices, SeverityBadge } from './severity.tsx';

/** The first problem of a query, in words; undefined where it is understood. */
export function queryProblem(q: string): string | undefined {
  const [problem] = parseQuery(q, findingKeys).problems;
  if (problem === undefined) return undefined;
  return tryText(`common.query.${problem.code}`, { subject: problem.subject }) ?? problem.code;
}

type Rule = Omit<AlertRule, 'enabled'>;
type RuleFieldsProps = { readonly rule: Rule; readonly onChange: (change: Partial<Rule>) => void };

const watchlistChoices = ['ignore', 'always', 'only'] as const;

export const RuleFields = ({ rule, onChange }: RuleFieldsProps): ReactElement => (
  <>
    <Select
      label={t('alerts.severityAtLeast')}
      help={t('alerts.severityHelp')}
      value={rule.severityAtLeast}
      choices={severityChoices()}
      onChange={(severityAtLeast) => onChange({ severityAtLeast })}
    />
    <Checkbox
      label={t('alerts.provisionalToo')}
      help={t('alerts.provisionalHelp')}
      checked={rule.provisionalToo}
      onChange={(provisionalToo) => onChange({ provisionalToo })}
    />
    <Select
      label={t('alerts.watchlist')}
      value={rule.watchlist}
      choices={watchlistChoices.map((value) => ({ value, label: t(`alerts.watchlist.${value}`) }))}
      onChange={(watchlist) => onChange({ watchlist })}
    />
    <Field
      mono
      label={t('alerts.query')}
      help={t('alerts.queryHelp')}
      problem={queryProblem(rule.q)}
      value={rule.q}
      maxLength={2000}
      onChange={(q) => onChange({ q })}
    />
  </>
);

export function Preview({ rule }: { readonly rule: AlertRule }): ReactElement | null {
  const { data } = useQuery<AlertPreview, Failure>({
    queryKey: ['/me/alerts/preview', rule],
    queryFn: async () => await send<AlertPreview>('POST', '/me/alerts/preview', { rule }),
    enabled: rule.enabled && queryProblem(rule.q) === undefined,
    placeholderData: (before) => before,
    staleTime: 30_000,
  });
  if (!rule.enabled || data === undefined) return null;
  const { count, days, latest } = data;
  return (
    <div className="stack-tight" aria-live="polite">
      <p>{count === 0 ? t('alerts.previewNone', { days }) : t('alerts.preview', { count, days })}</p>
      {latest.length > 0 && (
        <ul className="alerts-lines">
          {latest.map(({ id, title, severity, at }) => (
            <li key={id} className="alerts-line row">
              <SeverityBadge severity={severity} />
              <Link to={`/findings/${encodeURIComponent(id)}`} className="wrap-anywhere">
                {title}
              </Link>
              <Time at={at} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
