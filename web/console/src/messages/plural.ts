// A text with values: {name} is replaced; where `count` decides the form, the language's plural rules choose it.
export type PluralText = { readonly one: string; readonly other: string } & Partial<
  Readonly<Record<'zero' | 'two' | 'few' | 'many', string>>
>;
export type Text = string | PluralText;
export type Values = Readonly<Record<string, string | number>>;

/** Numbers are written as the language writes them. A value that is not given stays as {name}, so that it is seen. */
export function fillText(text: Text, values: Values, language: string): string {
  const chosen = typeof text === 'string' ? text : pluralForm(text, Number(values.count ?? 0), language);
  return chosen.replace(/\{(\w+)\}/g, (all: string, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return all;
    return typeof value === 'number' ? numberFormat(language).format(value) : value;
  });
}

const rules = new Map<string, Intl.PluralRules>();
const formats = new Map<string, Intl.NumberFormat>();

function pluralForm(text: PluralText, count: number, language: string): string {
  const rule = rules.get(language) ?? new Intl.PluralRules(language);
  rules.set(language, rule);
  return text[rule.select(count)] ?? text.other;
}

function numberFormat(language: string): Intl.NumberFormat {
  const format = formats.get(language) ?? new Intl.NumberFormat(language);
  formats.set(language, format);
  return format;
}
