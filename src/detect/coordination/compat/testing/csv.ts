// A small CSV reader and writer for tests, apart from the product's own.

export type CsvRow = Readonly<Record<string, string>>;

/** Rows by column name. */
export function csvRows(text: string): CsvRow[] {
  const records: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') cell += text[i++];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',' || c === '\n') {
      records[records.length - 1].push(cell);
      cell = '';
      if (c === '\n') records.push([]);
    } else if (c !== '\r') cell += c;
  }
  const [names, ...rows] = records.filter((record) => record.length > 0);
  return rows.map((record) => Object.fromEntries(names.map((name, i) => [name, record[i]])));
}

/** CSV with quotes where they are needed. */
export function csvText(names: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (value: string): string => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return [names, ...rows].map((record) => `${record.map(cell).join(',')}\n`).join('');
}
