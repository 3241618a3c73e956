// Files of the bulletin to take away.
import type { FileRole } from '../../../../src/bulletin/model/site.ts';
import type { App } from '../model.ts';
import { nameOf } from '../names.ts';
import { h } from '../ui/dom.ts';
import { language, t } from '../ui/language.ts';

const shown: Readonly<Partial<Record<FileRole, string>>> = {
  total: 'total.json',
  summary: 'summary.json',
  definition: 'definition.json',
  returns: 'returns',
  csv: 'CSV',
  eml: 'EML_NL',
  cdf: 'NIST CDF',
};

const size = (bytes: number): string => {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  return value.toLocaleString(language(), { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 });
};

export function downloads({ bulletin, link }: App): HTMLElement {
  const { manifest, definition } = bulletin;
  const files = manifest.files.flatMap(({ role, path, of, bytes }) => {
    const name = shown[role];
    if (name === undefined) return [];
    const words = of === undefined ? name : `${name}: ${nameOf(definition.contests, of)}`;
    return [
      h(
        'li',
        {},
        h('a', { href: link(path), download: true }, words),
        h('span', { class: 'muted' }, ` ${size(bytes)}`),
      ),
    ];
  });
  return h(
    'section',
    { class: 'downloads' },
    h('h2', {}, t('downloads')),
    h('p', { class: 'muted' }, t('downloadsHelp')),
    h(
      'ul',
      {},
      files,
      h('li', {}, h('a', { href: link('log/checkpoint'), download: 'checkpoint' }, 'checkpoint (C2SP)')),
    ),
  );
}
