// "51–100 of 1,234 (of 5,000)" with the way to the rows before and after.
import type { ReactElement } from 'react';
import { useCommands } from '../commands/registry.ts';
import { t } from '../messages/t.ts';
import { Button } from '../ui/Button.tsx';
import { numberText } from '../ui/Num.tsx';
import type { ListAnswer } from './list-spec.ts';
import type { ListState } from './list-state.ts';

type PagerProps = { readonly answer: ListAnswer<unknown>; readonly state: ListState };

export function countText({ matching, all, atLeast = false }: ListAnswer<unknown>): string {
  const many = `${numberText(matching)}${atLeast ? '+' : ''}`;
  return matching === all && !atLeast
    ? t('common.ofAll', { matching: many })
    : t('common.ofMatching', { matching: many, all });
}

export function Pager({ answer, state }: PagerProps): ReactElement {
  const { items, next } = answer;
  const { before, previous } = state;
  const goOn = next === undefined ? undefined : () => state.next(next, items.length);
  useCommands([
    ...(goOn === undefined
      ? []
      : [{ id: 'list.nextPage', title: t('common.nextPage'), scope: 'list', keys: 'n', run: goOn } as const]),
    ...(previous === undefined
      ? []
      : [
          {
            id: 'list.previousPage',
            title: t('common.previousPage'),
            scope: 'list',
            keys: 'p',
            run: previous,
          } as const,
        ]),
  ]);
  const shown = items.length === 0 ? '0' : `${numberText(before + 1)}–${numberText(before + items.length)}`;
  return (
    <div className="pager" role="status">
      <span>
        {shown} {countText(answer)}
      </span>
      {(goOn !== undefined || previous !== undefined) && (
        <>
          <Button
            kind="quiet"
            icon="left"
            label={t('common.previousPage')}
            disabled={previous === undefined}
            onPress={previous}
          />
          <Button kind="quiet" icon="right" label={t('common.nextPage')} disabled={goOn === undefined} onPress={goOn} />
        </>
      )}
    </div>
  );
}
