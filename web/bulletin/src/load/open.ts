// Opens the bulletin beside this script: asks its own address first and mirrors after it, checks what follows from entry 0,
// and remembers the newest state on this device.
import type { BulletinFault } from '../../../../src/bulletin/model/fault.ts';
import { parseAreaFile, parseSummary } from '../../../../src/bulletin/model/parse-site.ts';
import { type Read, textOfBytes } from '../../../../src/bulletin/model/read-canonical.ts';
import type { AreaFile, Manifest, ManifestFile, Summary } from '../../../../src/bulletin/model/site.ts';
import { definitionOfText } from '../../../../src/bulletin/total/read-definition.ts';
import { openBulletin as openChecked, type OpenedBulletin } from '../../../../src/bulletin/verify/open.ts';
import { faultList, readChecked, type Source } from '../../../../src/bulletin/verify/source.ts';
import type { DecodeQR } from 'qr/decode.js';
import { hexOf } from '../../../../src/tlog/note.ts';
import type { Bulletin } from '../model.ts';
import { readNotice } from './notice.ts';
import { keepMirrors, rememberedNote, rememberState, staticMirrors } from './remembered.ts';
import { pageCrypto, type PageCrypto } from './crypto.ts';
import { sourceOf } from './sources.ts';
import { checkAll } from './check-all.ts';
import { checkUnit } from '../../../../src/bulletin/verify/unit.ts';
import { definitionsOf, findNamed } from './definitions.ts';
import { verifyReturn } from './signatures.ts';
import { loadPart } from './part.ts';

/** A file of the manifest as text, from the first copy that has its hash; else why there is none. */
export async function fileText(
  { crypto, sources }: Pick<OpenedBulletin, 'crypto' | 'sources'>,
  { path, sha256, bytes: size }: ManifestFile,
): Promise<string | BulletinFault> {
  const faults = faultList();
  const holds = (bytes: Uint8Array): boolean => bytes.length === size && hexOf(crypto.sha256(bytes)) === sha256;
  const { bytes } = await readChecked({ sources, faults }, path, { most: size, holds });
  const text = bytes === undefined ? undefined : textOfBytes(bytes);
  return text ?? faults.all()[0] ?? { code: 'FILE_DAMAGED', detail: 'is no text', file: path };
}

async function parsed<T>(
  opened: OpenedBulletin,
  file: ManifestFile | undefined,
  what: string,
  parse: (text: string) => Read<T>,
): Promise<T | BulletinFault> {
  if (file === undefined) return { code: 'FILE_MISSING', detail: `the manifest names no ${what}` };
  const text = await fileText(opened, file);
  if (typeof text !== 'string') return text;
  const read = parse(text);
  return read.ok ? read.value : { code: 'FILE_DAMAGED', detail: read.detail, file: file.path };
}

const isFault = (value: object): value is BulletinFault => 'code' in value && 'detail' in value;

const roleOf = ({ files }: Manifest, role: ManifestFile['role']): ManifestFile | undefined =>
  files.find((file) => file.role === role);

/** Each area once; a copy that did not come may come later. */
function areaReader(opened: OpenedBulletin, manifest: Manifest): Bulletin['area'] {
  const known = new Map<string, Promise<AreaFile | BulletinFault>>();
  const files = new Map(manifest.files.map((file) => [file.path, file]));
  return async (path) => {
    const found = known.get(path) ?? parsed(opened, files.get(path), path, parseAreaFile);
    known.set(path, found);
    const value = await found;
    if (isFault(value)) known.delete(path);
    return value;
  };
}

/** What a copy lacks or has damaged where another had it; all else is a reason for alarm. */
const ofCopies = new Set<BulletinFault['code']>(['FILE_MISSING', 'FILE_DAMAGED', 'POINTER_MALFORMED']);

function assembled(
  opened: OpenedBulletin,
  own: Source,
  root: URL,
  parts: Pick<Bulletin, 'manifest' | 'summary' | 'definition'>,
  crypto: PageCrypto,
): Omit<Bulletin, 'notice' | 'noticeRefused' | 'remembered'> {
  const { pointer, opening, head, sources, faults } = opened;
  const [used] = sources;
  const mirror = used === own ? undefined : new URL(used.place).host;
  const { definition, manifest } = parts;
  const definitionHash = roleOf(manifest, 'definition')?.sha256 ?? '';
  const definitions = definitionsOf(opened, definitionHash, definition);
  return {
    ...parts,
    pointer,
    findDefinition: definitions.find,
    laterDefinition: definitionHash !== opening.entry.definition,
    verifierPage: opening.entry.verifier.page,
    words: opening.words,
    checkpoint: head.opened,
    witnesses: opening.policy.witnesses.map(({ name }) => name),
    faults: faults.all().filter(({ code }) => mirror === undefined || !ofCopies.has(code)),
    mirror,
    area: areaReader(opened, manifest),
    qrReader: async () => (await loadPart('qr', root)) as DecodeQR | undefined,
    checkUnit: async (unit, shown) => {
      await definitions.find(opening.entry.definition);
      for (const place of [shown.record, shown.return]) await findNamed(opened, definitions, place);
      return await checkUnit(opened, { unit: unit.unit, shown }, definitions.known);
    },
    verifyReturn: (signed) => verifyReturn(signed, definitions, opened.crypto),
    checkAll: async (progress, stopped) => {
      await crypto.startThreads();
      return await checkAll(opened, manifest, progress, stopped);
    },
  };
}

/** A fault where nothing can be shown that would be believed. */
export async function openBulletin(root: URL): Promise<Bulletin | BulletinFault> {
  const crypto = await pageCrypto(root);
  if (crypto === undefined)
    return { code: 'FILE_MISSING', detail: 'this browser cannot verify, and the script that could did not come' };
  const own = sourceOf(root);
  const mirrors = root.protocol === 'file:' ? [] : staticMirrors(root).map((url) => sourceOf(url));
  const faults = faultList();
  const before = rememberedNote(root);
  const opened = await openChecked({ crypto, sources: [own, ...mirrors], faults }, { remembered: before?.note });
  if (opened === undefined) return faults.all()[0] ?? { code: 'POINTER_MALFORMED', detail: 'nothing was found' };
  const { manifest, pointer } = opened;
  if (manifest === undefined) return faults.all().at(-1) ?? { code: 'FILE_MISSING', detail: 'no manifest' };
  keepMirrors(root, pointer.mirrors);
  const [summary, definition] = await Promise.all([
    parsed<Summary>(opened, roleOf(manifest, 'summary'), 'summary', parseSummary),
    parsed(opened, roleOf(manifest, 'definition'), 'definition', (text) => definitionOfText(text, crypto.sha256)),
  ]);
  if (isFault(summary)) return summary;
  if (isFault(definition)) return definition;
  return {
    ...assembled(opened, own, root, { manifest, summary, definition }, crypto),
    remembered: rememberState(root, opened, before),
    ...(await readNotice(opened)),
  };
}
