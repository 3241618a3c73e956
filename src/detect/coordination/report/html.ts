// HTML as values: whatever is interpolated is escaped unless it is HTML already. Strings from outside go through `id`.

export type Html = { readonly html: string };
export type Part = Html | string | number | undefined | false | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

export function escapeHtml(text: string): string {
  return text.toWellFormed().replace(/[&<>"'`]/g, (c) => entities[c]);
}

/** Tagged template: the literal parts are ours, every value is escaped, lists are joined. */
export function html(literals: TemplateStringsArray, ...values: readonly Part[]): Html {
  let text = literals[0];
  values.forEach((value, i) => {
    text += render(value) + literals[i + 1];
  });
  return { html: text };
}

function render(value: Part): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : value.map(render).join('');
}

const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;

/**
 * Plain text of a string from outside, at most `most` characters: what would be invisible or would turn the line
 * around is spelled out.
 */
export function visible(text: string, most = 160): string {
  const spelled = text
    .slice(0, most * 2)
    .replace(hidden, (c) => `‹U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`);
  const points = [...spelled];
  return points.length > most || text.length > most * 2 ? `${points.slice(0, most - 1).join('')}…` : spelled;
}

/** A string from outside, isolated from the direction of the text around it. */
export function id(text: string, most = 160): Html {
  return html`<bdi class="id">${visible(text, most)}</bdi>`;
}

/** Expandable part; works by keyboard and without a script. */
export function details(summary: Part, body: Part): Html {
  return html`<details><summary>${summary}</summary>${body}</details>`;
}

export type TableColumn = { readonly title: Part; readonly kind?: 'number' | 'text' };

/** A table in a box that scrolls sideways on narrow screens; `label` is its accessible name. */
export function table(label: string, columns: readonly TableColumn[], rows: readonly (readonly Part[])[]): Html {
  const cell = (value: Part, c: number): Html =>
    columns[c].kind === 'number' ? html`<td class="n">${value}</td>` : html`<td>${value}</td>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table><thead><tr>${columns.map(
    (column) =>
      column.kind === 'number'
        ? html`<th scope="col" class="n">${column.title}</th>`
        : html`<th scope="col">${column.title}</th>`,
  )}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map(cell)}</tr>\n`)}</tbody></table></div>`;
}
