// Numbers within sentences: counts with thin groups, shares in per cent, whole numbers that are expected.

export const count = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

/** A share from 0 to 1 in per cent, with a decimal below 10 %. */
export const percent = (share: number): string => {
  const value = share * 100;
  return `${value.toFixed(value < 10 && value !== 0 ? 1 : 0)} %`;
};

export const shareText = ({ part, of }: { readonly part: number; readonly of: number }): string =>
  `${percent(of === 0 ? 0 : part / of)} (${count(part)} of ${count(of)})`;

/** How many of `tests` are expected, in words. */
export function expectedText(p: number, tests: number): string {
  const expected = p * tests;
  if (expected >= 9.5) return `about ${count(Math.round(expected))}`;
  if (expected >= 0.95) return `about ${expected.toFixed(0)}`;
  return expected >= 0.05 ? `about ${expected.toFixed(1)}` : 'fewer than 0.1';
}
