// A page that fails takes only itself down: the frame stays, and says what can be done.
import { Component, type ReactNode } from 'react';
import { t } from '../messages/t.ts';
import { Button } from '../ui/Button.tsx';
import { Problem } from '../ui/Problem.tsx';

type Props = { readonly children: ReactNode };
type State = { readonly error?: unknown };

/** React knows error boundaries as classes only. */
export class PageFailure extends Component<Props, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <div className="page">
        <h1>{t('app.pageFailed')}</h1>
        <Problem error={error}>
          <p>{t('app.pageOld')}</p>
          <Button onPress={() => location.reload()}>{t('app.reload')}</Button>
        </Problem>
      </div>
    );
  }
}
