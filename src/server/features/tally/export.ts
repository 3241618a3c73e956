// One export of an election for a person: in the audit trail before it is handed over, written beside this thread.
import { demonstrationPrefix } from '../../../kernel/demonstration.ts';
import { recordAudit } from '../../../ledger/audit/record.ts';
import { exportInThread } from '../../../results/store/export-thread.ts';
import type { By } from '../../../results/store/by.ts';
import { electionOf } from '../../../results/store/elections.ts';
import type { Download } from '../../route.ts';
import type { Space } from '../../space.ts';
import type { ExportFormat } from './schemas.ts';

const endings: Readonly<Record<ExportFormat, readonly [name: string, type: string]>> = {
  'eml-510': ['count.eml.xml', 'application/xml; charset=utf-8'],
  'eml-520': ['result.eml.xml', 'application/xml; charset=utf-8'],
  cdf: ['results.cdf.json', 'application/json; charset=utf-8'],
  csv: ['units.csv', 'text/csv; charset=utf-8'],
  'csv-totals': ['totals.csv', 'text/csv; charset=utf-8'],
  json: ['results.json', 'application/json; charset=utf-8'],
  definition: ['definition.json', 'application/json; charset=utf-8'],
};

type Asked = { readonly election: string; readonly format: ExportFormat; readonly confirmedOnly: boolean };

/** NOT_FOUND; VALUE_MISSING where there is nothing to write yet. */
export async function exportFile(
  { ledger, folder, name: space, now }: Space,
  { election, format, confirmedOnly }: Asked,
  by: By,
): Promise<Download> {
  electionOf(ledger, election);
  const at = now();
  const text = await exportInThread({
    folder,
    now: at,
    election,
    format,
    choice: { confirmedOnly },
    stamp: { now: at },
  });
  ledger.write(() =>
    recordAudit(ledger, {
      event: 'results.exported',
      actor: by.actor,
      subject: election,
      details: { format, confirmedOnly, sizeBytes: Buffer.byteLength(text), by: by.name },
    }),
  );
  const [name, type] = endings[format];
  const mark = space === 'demonstration' ? demonstrationPrefix : '';
  return { download: `${mark}${election}-${name}`, type, body: text };
}
