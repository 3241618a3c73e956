// Parts of one page, one shown at a time: arrows move between the tabs.
import { type KeyboardEvent, type ReactElement, type ReactNode, useId } from 'react';

export type Tab<K extends string> = { readonly key: K; readonly label: ReactNode; readonly content: () => ReactNode };
type TabsProps<K extends string> = {
  readonly label: string;
  readonly tabs: readonly Tab<K>[];
  readonly value: K;
  readonly onChange: (key: K) => void;
};

const step: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

export function Tabs<K extends string>({ label, tabs, value, onChange }: TabsProps<K>): ReactElement {
  const id = useId();
  const shown = tabs.find(({ key }) => key === value) ?? tabs[0];
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (!(event.key in step)) return;
    const next = tabs.at((tabs.indexOf(shown) + step[event.key]) % tabs.length);
    if (next === undefined) return;
    onChange(next.key);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[tabs.indexOf(next)]?.focus();
    event.preventDefault();
  };
  return (
    <div className="tabs">
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the tabs inside take the focus */}
      <div role="tablist" aria-label={label} className="tabs-list" onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            id={`${id}-${tab.key}`}
            aria-selected={tab === shown}
            aria-controls={`${id}-panel`}
            tabIndex={tab === shown ? 0 : -1}
            onClick={() => onChange(tab.key)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${shown.key}`} className="tabs-panel">
        {shown.content()}
      </div>
    </div>
  );
}
