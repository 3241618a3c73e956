// The native detection as a command: read, detect, write, say.
import type { DeclaredNetwork, DetectOptions } from '../../../detect/coordination/options.ts';
import { listedInInput } from '../../../detect/coordination/report/declared-list.ts';
import type { ReportContext } from '../../../detect/coordination/report/context.ts';
import type { CoordinationResult } from '../../../detect/coordination/result.ts';
import type { ShareSet } from '../../../detect/shares.ts';
import { packageVersion } from '../../../kernel/version.ts';
import { createProgress, type Progress } from '../../progress.ts';
import { declaredInLake, readDeclared } from './declared.ts';
import { fingerprints } from './fingerprints.ts';
import { type Loaded, loadShares } from './load.ts';
import { machineDocument } from './machine.ts';
import { nothingExamined, nothingExaminedText } from './nothing-examined.ts';
import { checkOutputs, writeOutputs } from './outputs.ts';
import type { NativeRequest } from './request.ts';
import { summaryText } from './summary.ts';

export type Detection = (shares: ShareSet, options: DetectOptions) => Promise<CoordinationResult>;

const detection: Detection = async (shares, options) => {
  const { detectCoordination } = await import('../../../detect/coordination/detect.ts');
  return await detectCoordination(shares, options);
};

/** Runs `request`; answers with the exit code. `detect` is a parameter so that tests can give a known result. */
export async function runNative(request: NativeRequest, detect: Detection = detection): Promise<number> {
  await checkOutputs(request.outputs);
  const declared = await declaredNetworks(request);
  const progress = createProgress();
  const { loaded, result } = await work(request, declared, detect, progress);
  const listed = listedInInput(declared, loaded.shares.accounts);
  const context: ReportContext = {
    inputs: request.outputs.report === undefined ? [] : await fingerprints(request.files, request.dataDir),
    rejected: { count: loaded.rejectedCount, examples: loaded.rejected.slice(0, 20) },
    groupsFile: request.outputs.groups?.toLowerCase().endsWith('.json') ? request.outputs.groups : undefined,
    declaredNetworks: declared.length,
    declared: listed,
    note: request.note,
    program: `Pollwarden ${packageVersion()}`,
  };
  const written = await writeOutputs(request.outputs, result, loaded.rejected, context, request.spreadsheet);
  progress.end();
  const exitCode = result.groups.length > 0 || loaded.rejectedCount > 0 ? 1 : 0;
  process.stdout.write(
    request.json
      ? `${JSON.stringify(machineDocument(result, written, loaded.rejected, loaded.rejectedCount, exitCode))}\n`
      : nothingExamined(result)
        ? nothingExaminedText(result, loaded, written)
        : summaryText(result, loaded.sources, written, loaded.rejected, loaded.rejectedCount, listed),
  );
  return exitCode;
}

async function declaredNetworks({ declaredFile, files, dataDir }: NativeRequest): Promise<readonly DeclaredNetwork[]> {
  if (declaredFile === undefined) return [];
  const networks = await readDeclared(declaredFile);
  return files.length === 0 ? await declaredInLake(networks, dataDir) : networks;
}

async function work(
  request: NativeRequest,
  declared: readonly DeclaredNetwork[],
  detect: Detection,
  progress: Progress,
): Promise<{ readonly loaded: Loaded; readonly result: CoordinationResult }> {
  try {
    const loaded = await loadShares(request, progress, request.outputs.rejected !== undefined);
    const result = await detect(loaded.shares, { ...request.options, declared, onProgress: progress.step });
    return { loaded, result };
  } finally {
    progress.end();
  }
}
