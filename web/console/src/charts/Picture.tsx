// The frame of every picture: title, what it shows in words, the picture, its caption, its table and its exports.
import { useId, useState, type ReactNode, type RefObject } from 'react';
import { t } from '../messages/t.ts';
import { type Cell, csvOf } from './csv.ts';
import { fileName, saveBlob, saveText } from './save.ts';
import { svgPng } from './svg-png.ts';

export type PictureTable = {
  readonly columns: readonly { readonly title: string; readonly number?: boolean }[];
  readonly rows: readonly (readonly Cell[])[];
  /** Numbers as people read them, where `rows` holds what a file should hold. */
  readonly shown?: () => readonly (readonly ReactNode[])[];
};

export type PictureProps = {
  readonly title: string;
  /** One sentence for somebody who cannot see the picture. */
  readonly description: string;
  readonly caption?: ReactNode;
  readonly table: PictureTable;
  /** Of exported files, without ending. */
  readonly name: string;
  readonly children: ReactNode;
  /** Element that holds the picture's SVG; its width is what the picture fills. */
  readonly frame: RefObject<HTMLDivElement | null>;
  /** Another way to a PNG than by the SVG. */
  readonly png?: () => Promise<Blob>;
  readonly level?: 2 | 3;
};

const mostRows = 200;

export function Picture({ title, description, caption, table, name, children, frame, png, level = 3 }: PictureProps) {
  const id = useId();
  const Heading = `h${level}` as const;
  return (
    <figure className="picture" aria-labelledby={`${id}-title`} aria-describedby={`${id}-words`}>
      <div className="picture-head">
        <Heading id={`${id}-title`}>{title}</Heading>
        <Exports table={table} name={name} frame={frame} png={png} title={title} />
      </div>
      <p id={`${id}-words`} className="spoken">
        {description}
      </p>
      <div ref={frame} className="picture-frame">
        {children}
      </div>
      <figcaption>
        {caption !== undefined && <p>{caption}</p>}
        <TableOf table={table} title={title} />
      </figcaption>
    </figure>
  );
}

function Exports({ table, name, frame, png, title }: Pick<PictureProps, 'table' | 'name' | 'frame' | 'png' | 'title'>) {
  const [failed, setFailed] = useState(false);
  const savePng = async (): Promise<void> => {
    try {
      const svg = frame.current?.querySelector('svg');
      const blob = png === undefined ? (svg ? await svgPng(svg) : undefined) : await png();
      if (blob === undefined) throw new Error('nothing is drawn');
      saveBlob(blob, fileName(name, 'png'));
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  const saveCsv = (): void => {
    const columns = table.columns.map((column) => column.title);
    saveText(csvOf(columns, table.rows), 'text/csv', fileName(name, 'csv'));
  };
  return (
    <span className="picture-exports">
      {failed && <span role="alert">{t('charts.pngFailed')}</span>}
      <button
        type="button"
        className="quiet"
        aria-label={t('charts.savePicture', { title })}
        onClick={() => void savePng()}
      >
        PNG
      </button>
      <button type="button" className="quiet" aria-label={t('charts.saveTable', { title })} onClick={saveCsv}>
        CSV
      </button>
    </span>
  );
}

/** Made only when it is opened: a table of thousands of rows costs nothing before. */
function TableOf({ table, title }: { readonly table: PictureTable; readonly title: string }) {
  const [open, setOpen] = useState(false);
  const rows = open ? (table.shown?.() ?? table.rows) : [];
  const all = table.rows.length;
  return (
    <details className="picture-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('charts.tableOf', { count: all })}</summary>
      {open && (
        <div className="scroll" tabIndex={0} role="region" aria-label={t('charts.tableScrolls', { title })}>
          <table>
            <caption className="spoken">{title}</caption>
            <thead>
              <tr>
                {table.columns.map((column) => (
                  <th key={column.title} scope="col" className={column.number ? 'number' : undefined}>
                    {column.title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, mostRows).map((row, i) => (
                <tr key={i}>
                  {row.map((cell, j) => (
                    <td key={j} className={table.columns[j]?.number ? 'number' : undefined}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {all > mostRows && <p className="muted">{t('charts.tableCut', { shown: mostRows, all })}</p>}
        </div>
      )}
    </details>
  );
}
