// The shared objects, the most surprising first; each opens its posts. A span of the timeline leaves only its own.
import { type ReactElement, useState } from 'react';
import { duration } from '../../../../../src/detect/coordination/report/words.ts';
import type { FindingDetail, FindingEvidence } from '../../../../../src/server/features/findings/schemas.ts';
import { rangeOf, isWithin, type Span } from '../../charts/time-span.ts';
import { t } from '../../messages/t.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { numberText } from '../../ui/Num.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Time } from '../../ui/Time.tsx';
import { layerText } from './finding-words.ts';
import { Foreign } from './Foreign.tsx';
import { objectLabel } from './object-label.ts';
import { stepsOf } from './Pictures.tsx';
import { type EvidenceRead, objectsPerPage } from './use-evidence.ts';

type Item = FindingEvidence['items'][number];
type Props = { readonly finding: FindingDetail; readonly evidence: EvidenceRead; readonly span: Span | undefined };

export function Evidence({ finding, evidence, span }: Props): ReactElement {
  const { items, matching, error, isPending, isFetching, hasMore, more, retry } = evidence;
  const range = span === undefined ? undefined : rangeOf(stepsOf(finding), span);
  const shown = items.filter(({ posts }) => range === undefined || posts.some(({ time }) => isWithin(time, range)));
  return (
    <Section
      title={t('findings.evidenceTitle')}
      id="evidence"
      tools={<span className="muted">{t('findings.evidenceCount', { shown: items.length, matching })}</span>}
    >
      <p className="muted prose">{t('findings.evidenceAbout')}</p>
      {range !== undefined && (
        <p className="finding-span" role="status">
          {shown.length === 0
            ? t('findings.evidenceNoneInSpan')
            : t('findings.evidenceSpan', { shown: shown.length, loaded: items.length })}
        </p>
      )}
      <Problem error={error}>
        <Button onPress={retry}>{t('common.tryAgain')}</Button>
      </Problem>
      {isPending && <Skeleton lines={8} />}
      {!isPending && error === null && items.length === 0 && <p className="muted">{t('findings.evidenceNone')}</p>}
      <ul className="finding-objects">
        {shown.map((item) => (
          <SharedObject key={`${item.layer} ${item.object}`} item={item} />
        ))}
      </ul>
      {hasMore && (
        <Button busy={isFetching} onPress={more}>
          {t('findings.evidenceMore', { count: Math.min(objectsPerPage, matching - items.length) })}
        </Button>
      )}
    </Section>
  );
}

function SharedObject({ item }: { readonly item: Item }): ReactElement {
  const [open, setOpen] = useState(false);
  const members = new Set(item.posts.map(({ account }) => account)).size;
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span className="finding-object-name">
            <span className="muted">{layerText(item.layer)}</span> <bdi>{objectLabel(item, 90)}</bdi>
          </span>
          <span className="finding-object-facts muted">
            {item.watchlisted.slice(0, 2).map((name) => (
              <Badge key={name} tone="warning">
                {t('findings.evidenceWatch', { name: '' })}
                <Foreign text={name} most={40} />
              </Badge>
            ))}
            <span>{t('findings.evidenceMembers', { members, audience: item.audience })}</span>
            <span className="finding-surprise">
              {t('findings.evidenceSurprise', { value: numberText(Number(item.surprise.toPrecision(3))) })}
            </span>
          </span>
        </summary>
        {open && <Posts item={item} />}
      </details>
    </li>
  );
}

function Posts({ item }: { readonly item: Item }): ReactElement {
  const { object, sample, posts, allPosts } = item;
  const first = posts[0]?.time ?? 0;
  return (
    <div className="finding-posts stack-tight">
      <p>
        <Foreign text={object} most={2000} mono />
      </p>
      {sample !== null && (
        <p>
          <span className="muted">{t('findings.evidenceSample')}:</span> <Foreign text={sample} most={2000} />
        </p>
      )}
      <div
        className="scroll-x"
        tabIndex={0}
        role="region"
        aria-label={t('findings.evidencePosts', { count: allPosts })}
      >
        <table className="finding-table">
          <thead>
            <tr>
              <th scope="col">{t('findings.postTime')}</th>
              <th scope="col" className="number">
                {t('findings.postBehind')}
              </th>
              <th scope="col">{t('findings.postAccount')}</th>
              <th scope="col">{t('findings.postPost')}</th>
            </tr>
          </thead>
          <tbody>
            {posts.map(({ account, post, time }) => (
              <tr key={`${account} ${post} ${time}`}>
                <td>
                  <Time at={time} form="exact" />
                </td>
                <td className="number nowrap">+{duration((time - first) / 1000)}</td>
                <td>
                  <Foreign text={account} most={60} mono />
                </td>
                <td>
                  <Foreign text={post} most={80} mono />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {posts.length < allPosts && (
        <p className="muted">{t('findings.evidencePostsCut', { shown: posts.length, all: allPosts })}</p>
      )}
    </div>
  );
}
