// Seeded randomness: sfc32 (Chris Doty-Humphrey, PractRand). Randomness is always a parameter.

export type Random = {
  /** Uniform in [0, 1), 32 bits. */
  readonly next: () => number;
  /** Uniform integer in [0, n). */
  readonly below: (n: number) => number;
  /** Standard normal deviate. */
  readonly normal: () => number;
  /** Exponential deviate with the given mean. */
  readonly exponential: (mean: number) => number;
};

/** A generator whose whole stream is fixed by `seed` (any 32-bit integer) and `stream` (an independent sub-stream). */
export function seededRandom(seed: number, stream = 0): Random {
  let a = seed | 0;
  let b = stream | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const step = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 15; i++) step();
  const next = (): number => step() / 4294967296;
  return {
    next,
    below: (n) => Math.floor(next() * n),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    exponential: (mean) => -mean * Math.log(1 - next()),
  };
}
