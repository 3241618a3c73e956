// Typed arrays that grow.

/** A copy with room for `size` entries. */
export function enlarged(column: Uint32Array, size: number): Uint32Array<ArrayBuffer>;
export function enlarged(column: Float64Array, size: number): Float64Array<ArrayBuffer>;
export function enlarged(column: Uint32Array | Float64Array, size: number) {
  const more = column instanceof Float64Array ? new Float64Array(size) : new Uint32Array(size);
  more.set(column);
  return more;
}
