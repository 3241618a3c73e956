// The page of the verifier: a folder or a zip of a bulletin, sixteen words, and what a check of all of it found.
import type { Progress } from '../../../src/bulletin/verify/entries.ts';
import { openBulletin } from '../../../src/bulletin/verify/open.ts';
import { faultLine, verdictLines, verdictOf, wholeLines } from '../../../src/bulletin/verify/report.ts';
import { checkScripts } from '../../../src/bulletin/verify/scripts.ts';
import { faultList } from '../../../src/bulletin/verify/source.ts';
import { fileSource, twinSource } from '../../../src/bulletin/verify/sources.ts';
import { checkWhole } from '../../../src/bulletin/verify/whole.ts';
import { readFingerprint } from '../../../src/bulletin/words/words.ts';
import { pageCrypto } from './crypto.ts';
import { type Chosen, fromFolder, fromZip } from './files.ts';

function part<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.querySelector(`#${id}`);
  if (found instanceof kind) return found;
  throw new Error(`the page has no ${id}`);
}

const [form, report, status] = [
  part('form', HTMLFormElement),
  part('report', HTMLElement),
  part('progress', HTMLElement),
];
const [words, folder, zip] = [
  part('words', HTMLTextAreaElement),
  part('folder', HTMLInputElement),
  part('zip', HTMLInputElement),
];
const [button, drop] = [part('check', HTMLButtonElement), part('drop', HTMLElement)];
let dropped: File | undefined;

function line(text: string, kind = ''): HTMLElement {
  const element = document.createElement('p');
  element.textContent = text;
  element.className = kind;
  return element;
}

/** Bars draw only between pieces of work. */
const breath = async (): Promise<void> => await new Promise((resolve) => void setTimeout(resolve, 0));

async function chosen(): Promise<Chosen | string> {
  const file = dropped ?? zip.files?.[0];
  if (file === undefined)
    return folder.files === null || folder.files.length === 0
      ? 'Choose the folder of the bulletin, or its zip file.'
      : fromFolder([...folder.files]);
  try {
    return await fromZip(file);
  } catch {
    return `${file.name} is no zip file that can be read.`;
  }
}

async function check(): Promise<void> {
  const fingerprint = words.value.trim() === '' ? undefined : readFingerprint(words.value);
  if (words.value.trim() !== '' && fingerprint === undefined) {
    report.replaceChildren(line('These are not sixteen words of the list, nor their numbers.', 'verdict bad'));
    return;
  }
  const files = await chosen();
  if (typeof files === 'string') {
    report.replaceChildren(line(files, 'verdict bad'));
    return;
  }
  report.replaceChildren();
  const faults = faultList();
  const { name, read } = files;
  const checking = { crypto: await pageCrypto(), sources: [fileSource(name, read), twinSource(name, read)], faults };
  const progress: Progress = (stage, done, of) => {
    status.textContent = `${stage}: ${done} of ${of}`;
  };
  status.textContent = 'Reading …';
  await breath();
  const opened = await openBulletin(checking, fingerprint === undefined ? {} : { words: fingerprint });
  const found = opened === undefined ? undefined : await checkWhole(opened, { progress, scripts: checkScripts });
  status.textContent = '';
  const all = faults.all();
  const verdict = verdictOf(opened, all);
  report.dataset.verdict = verdict;
  const [first, said] = [
    line(verdictLines[verdict], `verdict ${verdict === 'holds' ? 'good' : verdict === 'unproven' ? '' : 'bad'}`),
    wholeLines(opened, found, []),
  ];
  report.replaceChildren(
    first,
    ...all.map((fault) => line(faultLine(fault), 'bad')),
    ...said.slice(0, -1).map((text) => line(text)),
  );
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  button.disabled = true;
  void (async () => {
    try {
      await check();
    } catch (error) {
      report.replaceChildren(line(`The check ended by a defect of this page: ${String(error)}`, 'verdict bad'));
    } finally {
      status.textContent = '';
      button.disabled = false;
    }
  })();
});
for (const input of [folder, zip]) input.addEventListener('change', () => (dropped = undefined));
drop.addEventListener('dragover', (event) => event.preventDefault());
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  dropped = event.dataTransfer?.files[0];
  status.textContent = dropped?.name ?? '';
});
