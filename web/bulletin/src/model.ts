// What every view has at hand: the bulletin as it was read, and what checks of it have found so far.
import type { BulletinFault } from '../../../src/bulletin/model/fault.ts';
import type { Notice } from '../../../src/bulletin/model/notice.ts';
import type { AreaFile, AreaUnit, Manifest, Pointer, Summary, Total } from '../../../src/bulletin/model/site.ts';
import type { FingerprintWord } from '../../../src/bulletin/words/words.ts';
import type { Definition } from '../../../src/elections/definition/definition.ts';
import type { SignedReturn } from '../../../src/results/return/count-return.ts';
import type { WholeCheck } from '../../../src/bulletin/verify/whole.ts';
import type { UnitCheck } from '../../../src/bulletin/verify/unit.ts';
import type { Progress } from '../../../src/bulletin/verify/entries.ts';
import type { DecodeQR } from 'qr/decode.js';
import type { OpenedCheckpoint } from '../../../src/tlog/open.ts';

export type FullCheck = {
  readonly faults: readonly BulletinFault[];
  readonly total: Total | undefined;
  readonly entries: number;
  readonly returns: number;
  readonly files: number;
  /** Files of which nothing can be said under file://. */
  readonly unread: number;
  /** What the sixteen words do not cover. */
  readonly later: Pick<WholeCheck, 'laterKeys' | 'laterRules'>;
};

/** What this device was shown before. */
export type Remembered =
  | { readonly kind: 'first' }
  | { readonly kind: 'goesOn'; readonly at: string }
  | { readonly kind: 'rolledBack' | 'splitView'; readonly before: string; readonly now: string };

export type Bulletin = {
  readonly pointer: Pointer;
  readonly manifest: Manifest;
  readonly summary: Summary;
  /** In force. */
  readonly definition: Definition;
  /** Whether it came after the sixteen words. */
  readonly laterDefinition: boolean;
  /** An earlier one too, by its SHA-256. */
  readonly findDefinition: (hash: string) => Promise<Definition | undefined>;
  readonly verifierPage: string;
  readonly words: readonly FingerprintWord[];
  readonly checkpoint: OpenedCheckpoint | undefined;
  /** Names of all witnesses that the policy knows. */
  readonly witnesses: readonly string[];
  /** Of the quick check at the start. */
  readonly faults: readonly BulletinFault[];
  readonly remembered: Remembered;
  /** A notice that the log's key signed, and that is in force. */
  readonly notice: Notice | undefined;
  readonly noticeRefused: boolean;
  /** Host of the copy that everything came from, where it is not this one. */
  readonly mirror: string | undefined;
  readonly area: (path: string) => Promise<AreaFile | BulletinFault>;
  readonly checkUnit: (unit: AreaUnit, contest: AreaUnit['contests'][number]) => Promise<UnitCheck>;
  /** Of a paper that somebody holds up. `hash`: SHA-256 of the canonical return. */
  readonly verifyReturn: (
    signed: SignedReturn,
  ) => Promise<
    | { readonly ok: true; readonly holders: number; readonly hash: string }
    | { readonly ok: false; readonly why: string }
  >;
  /** The script that reads QR codes. */
  readonly qrReader: () => Promise<DecodeQR | undefined>;
  readonly checkAll: (progress: Progress, stopped: () => boolean) => Promise<FullCheck | undefined>;
};

export type App = {
  readonly bulletin: Bulletin;
  readonly place: HTMLElement;
  full: FullCheck | undefined;
  /** The pointer has moved on since. */
  pointerNewer: boolean;
  /** Address of a file of the bulletin, for links. */
  readonly link: (path: string) => string;
  readonly redraw: () => void;
};

export const isFault = (value: AreaFile | BulletinFault): value is BulletinFault => 'code' in value;
