// Figures from a file of a counting machine: JSON of key to number, or CSV lines of key and number.

export function readFigureFile(text: string): Readonly<Record<string, number>> {
  const figures: Record<string, number> = Object.create(null) as Record<string, number>;
  const put = (key: string, value: unknown): void => {
    const number = typeof value === 'string' && /^\d{1,16}$/.test(value.trim()) ? Number(value) : value;
    if (typeof number === 'number' && Number.isSafeInteger(number)) figures[key] = number;
  };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) for (const [key, one] of Object.entries(value)) put(key, one);
  } catch {
    for (const line of text.split(/\r?\n/)) {
      const [key, value] = line.split(/[;,\t]/);
      if (value !== undefined) put(key.trim(), value);
    }
  }
  return figures;
}
