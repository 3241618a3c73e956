// XML as text: elements with escaped text, in the prefixes that EML_NL files use.
import { eml, kr, xal, xnl } from './names.ts';

/** Characters that XML 1.0 cannot hold, even escaped. */
const impossible = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeXml = (text: string): string =>
  text.replace(impossible, ' ').replace(/[&<>"]/g, (found) => escapes[found]);

export type Xml = { readonly xml: string };

/** An element of text or of elements; attributes that are undefined are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  content: string | number | readonly (Xml | undefined)[],
): Xml {
  const written = Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? '' : ` ${key}="${escapeXml(value)}"`))
    .join('');
  const inside =
    typeof content === 'object' ? content.map((one) => one?.xml ?? '').join('') : escapeXml(content.toString());
  return { xml: inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>` };
}

const canonical = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments';

/** A whole message; `content` is what comes after the managing authority and the time of its making. */
export function emlMessage(
  id: string,
  authority: { readonly id: string; readonly name: string },
  createdAt: string,
  content: Xml,
): string {
  const root = element(
    'EML',
    {
      xmlns: eml,
      'xmlns:ds': 'http://www.w3.org/2000/09/xmldsig#',
      'xmlns:kr': kr,
      'xmlns:xal': xal,
      'xmlns:xnl': xnl,
      Id: id,
      SchemaVersion: '5',
    },
    [
      element('TransactionId', {}, 1),
      element('ManagingAuthority', {}, [
        element('AuthorityIdentifier', { Id: authority.id }, authority.name),
        element('AuthorityAddress', {}, []),
      ]),
      element('kr:CreationDateTime', {}, createdAt),
      element('ds:CanonicalizationMethod', { Algorithm: canonical }, []),
      content,
    ],
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.xml}\n`;
}
