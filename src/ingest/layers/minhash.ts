// MinHash signatures of 128 values, folded into 32 band keys of 4 values each.

export const bands = 32;
const rowsPerBand = 4;
const size = bands * rowsPerBand;

/** Fixed multipliers and offsets: the same on every machine, so that runs can be compared. */
const multipliers = new Int32Array(size);
const offsets = new Int32Array(size);
let state = 0x6d2b79f5;
for (let i = 0; i < size; i++) {
  multipliers[i] = nextWord() | 1;
  offsets[i] = nextWord();
}

function nextWord(): number {
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
  state ^= state >>> 12;
  state = Math.imul(state, 0x297a2d39);
  return (state ^ (state >>> 15)) >>> 0;
}

const signature = new Int32Array(size);

/** Writes the band keys of a set of hashes to `keys` from `at`. */
export function bandKeys(set: Uint32Array, keys: Uint32Array, at: number): void {
  const hashes = new Int32Array(set.buffer, set.byteOffset, set.length);
  for (let i = 0; i < size; i++) {
    const multiplier = multipliers[i];
    const offset = offsets[i];
    // Signed 32-bit numbers all the way: others would be boxed, at several times the cost.
    let least = 0x7fffffff;
    for (let j = 0; j < hashes.length; j++) {
      const product = (Math.imul(hashes[j], multiplier) + offset) | 0;
      const value = product ^ (product >>> 16);
      if (value < least) least = value;
    }
    signature[i] = least;
  }
  for (let band = 0; band < bands; band++) {
    let key = band;
    for (let row = 0; row < rowsPerBand; row++) {
      key = Math.imul(key ^ signature[band * rowsPerBand + row], 0x85ebca6b);
      key ^= key >>> 13;
    }
    keys[at + band] = key;
  }
}
