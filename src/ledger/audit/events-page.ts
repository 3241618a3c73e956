// docs/audit-events.md from the catalogue: what operators read about the audit trail.
import { auditEvents } from './catalogue.ts';
import type { EventDeclaration, Field } from './fields.ts';

const introduction = `# Events of the audit trail

This page is generated from \`src/ledger/audit/catalogue.ts\` by \`npm run audit-events\`; a test fails when it is stale.

Every change, every reveal and export, and every sign-in, also a refused one, is an entry of the audit trail. Entries are only ever added. Look at them on the page Administer, Audit trail, or with \`pollwarden audit export\`; check them with \`pollwarden audit verify\`.

## An entry

| field | meaning |
|---|---|
| sequence | Number of the entry, from 1 without gaps. The order of entries is this one, whatever the clock did |
| time | Milliseconds since 1970 UTC, by the clock of the machine |
| event | One of the events below |
| actor | \`person\` with their id, \`system\` with the part of the program, or \`operator\`: somebody at the machine's command line |
| subject | Id of what it is about; which kind of thing says the event |
| details | The event's own fields |
| network | Network of the client, /24 of IPv4 and /48 of IPv6, never the whole address |
| hash | SHA-256, see below |

## The hash chain

The hash of an entry is SHA-256 over canonical JSON (keys sorted, no spaces) of

\`\`\`json
{"actor":{"id":"…","kind":"…"},"address":"network or null","details":{},"event":"…","previous":"hash of the entry before, 64 zeros for the first","sequence":1,"subject":"… or null","time":0}
\`\`\`

\`pollwarden audit verify\` recomputes it and names the first entry that was changed, inserted, removed or moved. Whoever can write the file can also cut entries off its end or compute the whole chain anew; the file alone cannot show that. So keep the head in a place of its own: \`audit verify\` and every export print it, and the server writes it to its log at start, hourly and at its end, which does for that when the log is kept on another machine. Later give it with \`--head\`: a head that was noted once has to be in the chain for ever. Heads are also anchored in a transparency log, of which others can keep copies: [transparency logs](transparency-log.md).

Refused sign-ins are counted: the first of a kind is written at once, its repeats from one network within a minute as one entry with their number. A power cut loses at most that minute's count, and nothing else that was acknowledged.

## Events
`;

const kinds = { text: 'text', number: 'number', flag: 'true or false', texts: 'list of texts' } as const;

const fieldText = ([name, { kind, optional, meaning }]: readonly [string, Field]): string =>
  `\`${name}\` (${kinds[kind]}${optional ? ', may be absent' : ''}): ${meaning}`;

/** The whole page. */
export function auditEventsPage(): string {
  const rows = Object.entries(auditEvents as Readonly<Record<string, EventDeclaration>>)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { meaning, subject, fields, since }]) => {
      const details = Object.entries(fields).map(fieldText).join('<br>');
      return `| \`${name}\` | ${meaning} | ${subject === 'none' ? '' : subject} | ${details} | ${since} |`;
    });
  const table = ['| event | meaning | subject | details | since |', '|---|---|---|---|---|', ...rows];
  return `${introduction}\n${table.join('\n')}\n`;
}
