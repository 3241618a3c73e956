// Elements of the app, and what is typed into them.
export { h, save, show } from '../../page/dom.ts';

/** What was typed into a field of a form; empty where it is none. */
export function typed(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
