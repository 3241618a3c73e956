// The query of a list: typed in one line, with suggestions; what is not understood is shown at its place.
import { type KeyboardEvent, type ReactElement, useId, useRef, useState } from 'react';
import { parseQuery, type QueryField, type QueryProblem } from '../../../../src/kernel/query.ts';
import { useCommands } from '../commands/registry.ts';
import { t } from '../messages/t.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/icons.tsx';
import { type Suggestion, suggestionsAt } from './suggestions.ts';

type QueryBarProps = {
  readonly value: string;
  readonly fields: readonly QueryField[];
  readonly onChange: (q: string) => void;
};

export function QueryBar({ value, fields, onChange }: QueryBarProps): ReactElement {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(value);
  const [cursor, setCursor] = useState(0);
  const [focused, setFocused] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const [taken, setTaken] = useState(value);
  // The address changed: what it says is what is shown.
  if (taken !== value) {
    setTaken(value);
    setDraft(value);
  }
  useCommands([
    { id: 'list.search', title: t('common.searchList'), scope: 'list', keys: '/', run: () => input.current?.focus() },
  ]);
  const { problems } = parseQuery(draft, fields);
  const suggestions = focused ? suggestionsAt(draft, cursor, fields) : [];
  const write = (text: string, at = text.length): void => {
    setDraft(text);
    setCursor(at);
    setChosen(-1);
  };
  const take = (suggestion: Suggestion): void => {
    write(suggestion.query, suggestion.cursor);
    requestAnimationFrame(() => input.current?.setSelectionRange(suggestion.cursor, suggestion.cursor));
  };
  const submit = (): void => {
    if (problems.length === 0) onChange(draft.trim());
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const count = suggestions.length;
    if (event.key === 'ArrowDown' && count > 0) setChosen((chosen + 1) % count);
    else if (event.key === 'ArrowUp' && count > 0) setChosen((chosen - 1 + count) % count);
    else if (event.key === 'Enter') return chosen >= 0 ? take(suggestions[chosen]) : submit();
    else if (event.key === 'Escape') return chosen >= 0 ? setChosen(-1) : input.current?.blur();
    else return undefined;
    event.preventDefault();
    return undefined;
  };
  return (
    <div className="query" role="search">
      <div className="query-line">
        <Icon name="search" />
        <input
          ref={input}
          className="query-input mono"
          role="combobox"
          aria-label={t('common.query')}
          aria-expanded={suggestions.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={chosen >= 0 ? `${id}-${chosen}` : undefined}
          aria-describedby={problems.length > 0 ? `${id}-problems` : undefined}
          aria-invalid={problems.length > 0 || undefined}
          placeholder={t('common.queryExample', { key: fields[0]?.key ?? '' })}
          value={draft}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          onFocus={() => setFocused(true)}
          onBlur={() => {
            setFocused(false);
            if (draft.trim() !== value) submit();
          }}
          onSelect={(event) => setCursor(event.currentTarget.selectionStart ?? 0)}
          onChange={(event) => write(event.target.value, event.target.selectionStart ?? event.target.value.length)}
          onKeyDown={onKeyDown}
        />
        {draft !== '' && (
          <Button
            kind="quiet"
            icon="close"
            label={t('common.clearQuery')}
            onPress={() => {
              write('');
              onChange('');
            }}
          />
        )}
      </div>
      {suggestions.length > 0 && <Suggestions id={id} suggestions={suggestions} chosen={chosen} onTake={take} />}
      {problems.length > 0 && <Problems id={`${id}-problems`} text={draft} problems={problems} />}
    </div>
  );
}

type SuggestionsProps = {
  readonly id: string;
  readonly suggestions: readonly Suggestion[];
  readonly chosen: number;
  readonly onTake: (suggestion: Suggestion) => void;
};

const Suggestions = ({ id, suggestions, chosen, onTake }: SuggestionsProps): ReactElement => (
  <div id={`${id}-list`} role="listbox" aria-label={t('common.suggestions')} className="query-suggestions">
    {suggestions.map((suggestion, i) => (
      <div
        key={suggestion.text}
        id={`${id}-${i}`}
        role="option"
        tabIndex={-1}
        aria-selected={i === chosen}
        // Before the input loses the focus.
        onMouseDown={(event) => {
          event.preventDefault();
          onTake(suggestion);
        }}
      >
        <code>{suggestion.text}</code>
        <span className="muted">{suggestion.meaning}</span>
      </div>
    ))}
  </div>
);

type ProblemsProps = { readonly id: string; readonly text: string; readonly problems: readonly QueryProblem[] };

const problemWords = ({ code, subject, hint }: QueryProblem): string => {
  const words = t(`common.query.${code}`, { subject: subject.slice(0, 60) });
  if (hint === undefined) return words;
  return `${words} ${t(code === 'unknownKey' ? 'common.query.meant' : 'common.query.understood', { hint })}`;
};

const Problems = ({ id, text, problems }: ProblemsProps): ReactElement => (
  <div id={id} role="alert">
    <ul className="query-problems">
      {problems.map((problem) => (
        <li key={`${problem.at} ${problem.code}`}>
          <code>
            {text.slice(Math.max(0, problem.at - 20), problem.at)}
            <mark>{text.slice(problem.at, problem.end)}</mark>
            {text.slice(problem.end, problem.end + 20)}
          </code>{' '}
          {problemWords(problem)}
        </li>
      ))}
    </ul>
  </div>
);
