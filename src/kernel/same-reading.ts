// How a name reads to a person: case, width, spaces and characters without a picture tell nobody apart. Letters of another
// script that look alike do. Browser-safe.

export const reading = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\p{Cc}\p{Z}\s]+/gu, ' ')
    .trim()
    .toLowerCase();

export const sameReading = (a: string, b: string): boolean => reading(a) === reading(b);
