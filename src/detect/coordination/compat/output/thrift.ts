// The part of Thrift's compact protocol that Parquet's headers need.
import type { ByteBuffer } from './bytes.ts';
import { append, appendVarint, reserve } from './bytes.ts';

export type ThriftValue =
  | { readonly kind: 'i32'; readonly value: number }
  | { readonly kind: 'i64'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'struct'; readonly fields: readonly ThriftField[] }
  | { readonly kind: 'list'; readonly of: ThriftValue['kind']; readonly items: readonly ThriftValue[] };

export type ThriftField = readonly [id: number, value: ThriftValue];

const typeCodes: Readonly<Record<ThriftValue['kind'], number>> = { i32: 5, i64: 6, text: 8, list: 9, struct: 12 };

export const i32 = (value: number): ThriftValue => ({ kind: 'i32', value });
export const i64 = (value: number): ThriftValue => ({ kind: 'i64', value });
export const text = (value: string): ThriftValue => ({ kind: 'text', value });
export const struct = (...fields: readonly ThriftField[]): ThriftValue => ({ kind: 'struct', fields });
export const list = (of: ThriftValue['kind'], items: readonly ThriftValue[]): ThriftValue => ({
  kind: 'list',
  of,
  items,
});

/** Appends the value; integers are not negative and below 2^52. Field ids of a struct ascend. */
export function appendThrift(out: ByteBuffer, value: ThriftValue): void {
  if (value.kind === 'i32' || value.kind === 'i64') appendVarint(out, value.value * 2);
  else if (value.kind === 'text') {
    const bytes = Buffer.from(value.value);
    appendVarint(out, bytes.length);
    append(out, bytes);
  } else if (value.kind === 'list') {
    reserve(out, 1);
    const small = value.items.length < 15;
    out.bytes[out.length++] = ((small ? value.items.length : 15) << 4) | typeCodes[value.of];
    if (!small) appendVarint(out, value.items.length);
    for (const item of value.items) appendThrift(out, item);
  } else {
    let last = 0;
    for (const [id, field] of value.fields) {
      reserve(out, 1);
      out.bytes[out.length++] = ((id - last) << 4) | typeCodes[field.kind];
      last = id;
      appendThrift(out, field);
    }
    reserve(out, 1);
    out.bytes[out.length++] = 0;
  }
}
