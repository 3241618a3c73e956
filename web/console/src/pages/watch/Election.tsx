// Where the election stands: its phase, and how far the vote is.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Calendar } from '../../../../../src/server/features/watchlists/schemas.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { useNow } from '../../ui/Time.tsx';
import { Foreign } from '../findings/Foreign.tsx';
import { electionNow, phaseOf, type VoteDay, voteDay } from './election-day.ts';

export function voteText(vote: VoteDay): string {
  switch (vote.kind) {
    case 'before':
      return t('watch.daysToVote', { count: vote.days });
    case 'on':
      return vote.days === 1 ? t('watch.voteToday') : t('watch.voteRunning', { day: vote.day, days: vote.days });
    case 'after':
      return t('watch.voteOver', { count: vote.days });
    case 'unknown':
      return t('watch.voteUnknown');
  }
}

/** One line: name, phase, days. */
export function Election({ calendar }: { readonly calendar: Calendar }): ReactElement {
  const now = useNow();
  const maySet = useMay('PUT /calendar');
  const election = electionNow(calendar, now);
  if (election === undefined) {
    return (
      <span className="watch-election muted">
        {t('watch.calendarNone')} {maySet && <Link to="/calendar">{t('watch.calendarSet')}</Link>}
      </span>
    );
  }
  const phase = phaseOf(election, now);
  return (
    <span className="watch-election">
      <b>{voteText(voteDay(election, now))}</b>
      <span>
        {phase === undefined ? t('watch.phaseNone') : t('watch.phaseNow', { phase: t(`findings.phase.${phase}`) })}
      </span>
      <span className="muted">
        <Foreign text={election.name} most={80} />
      </span>
    </span>
  );
}
