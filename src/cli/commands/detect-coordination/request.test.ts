import assert from 'node:assert/strict';
import { mkdtemp, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { PollwardenError } from '../../../kernel/errors.ts';
import { parseFlags } from '../../args.ts';
import { runCompat } from './compat.ts';
import { declaredInLake, readDeclared } from './declared.ts';
import { checkOutputs } from './outputs.ts';
import { flagSpec, nativeRequest } from './request.ts';

const folder = await mkdtemp(join(tmpdir(), 'pollwarden-request-'));
const request = (...args: readonly string[]) => {
  const { flags, positionals } = parseFlags(args, flagSpec);
  return nativeRequest(flags, positionals);
};
const fails = (code: string, pattern: RegExp) => (error: unknown) =>
  error instanceof PollwardenError && error.code === code && pattern.test(error.message);

test('every flag reaches its place', () => {
  const words =
    'a.csv - --edges e.parquet --groups g.csv --graph g.graphml --report r.html --rejected bad.jsonl --note case-7 ' +
    '--fdr 0.01 --windows 60,10 --layers url,text --decoys 9 --seed 4 --cap 64 --claims all --declared d.json ' +
    '--format x-v2 --map account=user,time=at --map url=link --json --spreadsheet';
  assert.deepEqual(request(...words.split(' ')), {
    files: ['a.csv', '-'],
    dataDir: 'pollwarden-data',
    format: 'x-v2',
    map: Object.assign(Object.create(null), { account: 'user', time: 'at', urls: 'link' }),
    layers: ['url', 'text'],
    declaredFile: 'd.json',
    outputs: { edges: 'e.parquet', groups: 'g.csv', graph: 'g.graphml', report: 'r.html', rejected: 'bad.jsonl' },
    note: 'case-7',
    json: true,
    spreadsheet: true,
    options: { windowsSeconds: [10, 60], fdr: 0.01, decoys: 9, seed: 4, cap: 64, claims: 'all' },
  });
});

test('without flags the defaults of the detection hold', () => {
  const { options, files, dataDir } = request('--data', 'd');
  assert.deepEqual(options, {
    windowsSeconds: [10, 60, 300, 1800, 7200],
    fdr: 0.05,
    decoys: 5,
    seed: 1,
    cap: 256,
    claims: 'habits',
  });
  assert.deepEqual([files, dataDir], [[], 'd']);
});

const wrong: readonly (readonly [string, RegExp])[] = [
  ...['0', '1', '2'].map((q) => [`--fdr ${q}`, new RegExp(`above 0 and below 1, not "${q}"`)] as const),
  ['--fdr 0.1 --fdr 0.2', /--fdr is given twice/],
  ['--map who=user', /--map knows account, .*, zone, not "who"/],
  ['--fdr x', /--fdr/],
  ['--windows 10,,60', /--windows has an empty part/],
  ['--windows 10,-60', /--windows takes a number above 0/],
  ['--windows 10,10.0', /--windows names one window twice/],
  ['--windows 1,2,3,4,5,6,7,8,9,10,11,12,13', /at most 12 windows/],
  ['--windows 9999999', /--windows/],
  ['--layers urls', /--layers takes object, .*not "urls"/],
  ['--decoys 0', /--decoys takes a whole number of at least 1/],
  ['--seed 1.5', /--seed/],
  ['--seed -1', /--seed/],
  ['--cap 1', /--cap takes a whole number of at least 2/],
  ['--claims some', /--claims takes habits, all/],
  ['--map account', /--map takes name=column/],
  ['--edges e.txt', /--edges takes a file that ends in \.csv or \.parquet, not "e\.txt"/],
  ['--groups g.xml', /--groups/],
  ['--graph g.gexf', /--graph/],
  ['--report r.pdf', /--report/],
  ['--rejected r.csv', /--rejected/],
  ['--edges a.csv', /--edges a\.csv would overwrite the input a\.csv/],
  ['--edges ./x/../a.csv', /--edges .* would overwrite the input/],
  ['--edges e.csv --groups e.csv', /--groups e\.csv would overwrite e\.csv, which --edges writes/],
  ['--declared d.csv --edges d.csv', /would overwrite the input d\.csv/],
  ['--window 60', /--window goes with --compat/],
  ['--network co_link', /--network goes with --compat/],
  ['--data d', /--data is for the lake/],
  ['- -', /stdin/],
  ['--egdes e.csv', /did you mean --edges\?/],
];

for (const [words, pattern] of wrong) {
  test(`wrong: ${words}`, () => {
    assert.throws(() => request('a.csv', ...words.split(' ')), fails('USAGE', pattern));
  });
}

const wrongCompat: readonly (readonly [string, RegExp])[] = [
  ['a.csv --compat other', /--compat takes coortweet, cnt, not "other"/],
  ['a.csv --compat coortweet --min-participation 2', /needs --window/],
  ['a.csv --compat coortweet --window 10', /needs --min-participation/],
  ['a.csv --compat coortweet --window=-1 --min-participation 2', /--window/],
  ['a.csv --compat coortweet --window 10 --min-participation 0', /--min-participation/],
  ['a.csv --compat coortweet --window 10 --min-participation 2 --edge-weight 2', /--edge-weight/],
  ['a.csv --compat coortweet --window 10 --min-participation 2 --fdr 0.1', /--fdr does not go with --compat coortweet/],
  ['a.csv --compat coortweet --window 10 --min-participation 2 --edges e.xls', /--edges takes/],
  ['a.csv --compat coortweet --window 10 --min-participation 2 --edges a.csv', /would overwrite the input/],
  [
    'a.csv --compat coortweet --window 10 --min-participation 2 --edges e.csv --pairs e.csv',
    /--pairs e\.csv would overwrite e\.csv/,
  ],
  ['a.csv b.csv --compat coortweet --window 10 --min-participation 2', /takes one file, and got 2/],
  ['--compat cnt --network co_link --window 10 --min-weight 1', /needs a file/],
  ['a.csv --compat cnt --window 10 --min-weight 1', /needs --network/],
  ['a.csv --compat cnt --network links --window 10 --min-weight 1', /--network takes co_retweet/],
  ['a.csv --compat cnt --network co_link --window 10 --min-weight 1 --pairs p.csv', /--pairs does not go/],
];

for (const [words, pattern] of wrongCompat) {
  test(`wrong: ${words}`, async () => {
    const { flags, positionals } = parseFlags(words.split(' '), flagSpec);
    await assert.rejects(runCompat(flags, positionals), fails('USAGE', pattern));
  });
}

test('the list of declared networks is checked, with its file named', async () => {
  const file = join(folder, 'declared.json');
  const write = async (text: string): Promise<string> => {
    await writeFile(file, text);
    return file;
  };
  const network = { name: 'Gazette', accounts: ['a', 'b', 'a'] };
  const read = [{ name: 'Gazette', accounts: ['a', 'b'] }];
  assert.deepEqual(await readDeclared(await write(JSON.stringify({ networks: [network] }))), read);
  assert.deepEqual(await readDeclared(await write(JSON.stringify([network]))), read);
  for (const bad of ['', '{', '{"networks": {}}', '[{"name": "x"}]', '[{"name":"x","accounts":[]}]', '[1]']) {
    await assert.rejects(readDeclared(await write(bad)), fails('DECLARED_INVALID', /declared\.json/), bad);
  }
  await writeFile(file, Buffer.from([0x5b, 0xff, 0x5d]));
  await assert.rejects(readDeclared(file), fails('ENCODING_INVALID', /declared\.json/));
  await assert.rejects(readDeclared(join(folder, 'none.json')), fails('FILE_NOT_FOUND', /none\.json/));
  await assert.rejects(readDeclared(folder), fails('FILE_IS_DIRECTORY', /./));
});

test('in a folder without a key the declared list stays as it is', async () => {
  const networks = [{ name: 'Gazette', accounts: ['acc_x', 'x:gazette'] }];
  assert.deepEqual(await declaredInLake(networks, folder), networks);
});

test('what cannot be written is known before the work', async () => {
  await mkdir(join(folder, 'dir.csv'));
  await writeFile(join(folder, 'plain'), '');
  await checkOutputs({ edges: join(folder, 'new', 'deeper', 'e.csv') });
  await assert.rejects(checkOutputs({ edges: join(folder, 'dir.csv') }), fails('FILE_IS_DIRECTORY', /dir\.csv/));
  await assert.rejects(checkOutputs({ edges: join(folder, 'plain', 'e.csv') }), fails('FILE_UNWRITABLE', /ENOTDIR/));
});
