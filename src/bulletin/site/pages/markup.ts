// HTML in which nothing from outside can become markup: what is put into a template is escaped unless it came from one.
import { escapeHtml } from '../../../results/paper/escape.ts';

export type Markup = { readonly html: string };
type Part = string | number | Markup | readonly Markup[] | undefined;

function textOf(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return 'html' in part ? part.html : part.map(({ html }) => html).join('');
}

/** Attributes stand in double quotes. */
export const markup = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  html: strings.reduce((all, text, i) => all + textOf(parts[i - 1]) + text),
});

/** The markup where the condition holds. */
export const where = (condition: boolean, given: () => Markup): Markup | undefined => (condition ? given() : undefined);
