// A short name of a shared object: addresses lose their scheme and keep their end.
import { visible } from '../../../../../src/detect/coordination/report/html.ts';
import { layerText } from './finding-words.ts';

export type Named = { readonly layer: string; readonly object: string; readonly sample: string | null };

/** At most `most` characters, hidden ones spelled out. */
export function objectLabel({ layer, object, sample }: Named, most: number): string {
  if (layer === 'url' || layer === 'domain') return middle(visible(bare(object), 400), most);
  const text = sample ?? object;
  const named = layer === 'repost' || layer === 'reply' || layer === 'media' ? `${layerText(layer)}: ${text}` : text;
  return visible(named, most);
}

function bare(address: string): string {
  const rest = address.startsWith('https://')
    ? address.slice(8)
    : address.startsWith('http://')
      ? address.slice(7)
      : address;
  return rest.startsWith('www.') ? rest.slice(4) : rest;
}

function middle(text: string, most: number): string {
  const points = [...text];
  if (points.length <= most) return text;
  const end = Math.floor((most - 1) / 2);
  return `${points.slice(0, most - 1 - end).join('')}…${points.slice(points.length - end).join('')}`;
}
