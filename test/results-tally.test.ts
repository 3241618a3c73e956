// Results night: an operator looks at the tally and the seats, over HTTP and with the commands; each number is exact.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Channel, Definition } from '../src/elections/definition/definition.ts';
import { type Ledger, openLedger } from '../src/ledger/ledger.ts';
import type { By } from '../src/results/store/by.ts';
import { saveDraft } from '../src/results/store/elections.ts';
import { storeArrivals } from '../src/results/store/returns.ts';
import { reconcileElection } from '../src/results/store/unit-states.ts';
import { type Served, signedIn, startServing } from './server/serving.ts';

const by: By = { actor: { kind: 'operator' }, name: 'operator' };

const definition: Definition = {
  format: 'pollwarden-definition/1',
  election: 'e',
  name: 'An election',
  day: '2026-06-07',
  timeZone: 'UTC',
  pack: { name: 'pollwarden', version: '1' },
  areas: [
    { id: 'all', name: 'Country', level: 'country' },
    { id: 'n', name: 'North', level: 'region', parent: 'all' },
    { id: 's', name: 'South', level: 'region', parent: 'all' },
  ],
  centres: [{ id: 'c', name: 'Centre', area: 'all', keys: [] }],
  units: ['n', 'n', 's'].map((area, i) => ({ id: `u${i}`, name: `Station ${i}`, area, centre: 'c', registered: 1000 })),
  contests: [
    {
      id: 'k',
      name: 'Council',
      area: 'all',
      options: [
        { id: 'A', name: '=HYPERLINK("x")', candidates: [{ id: '1', name: 'a' }] },
        {
          id: 'B',
          name: 'Bees, and others',
          candidates: Array.from({ length: 9 }, (_, i) => ({ id: `${i}`, name: 'b' })),
        },
        { id: 'I', name: 'Alone', independent: true },
      ],
      seats: { method: 'dhondt', seats: 5 },
    },
    { id: 'q', name: 'Question', area: 'n', options: [{ id: 'yes', name: 'Yes' }] },
  ],
  fields: [{ id: 'voted', label: 'Voted', group: 'form', meaning: 'cast' }],
  modes: [{ id: 'all', name: 'Ballots' }],
  rules: [],
  carries: { official: ['form', 'all'], backup: ['form', 'all'] },
  minimumVoters: { count: 50 },
};

function arrive(
  ledger: Ledger,
  unit: string,
  channel: Channel,
  [a, b, alone]: readonly [number, number, number],
): void {
  const counts = { voted: a + b + alone, 'votes/all/A': a, 'votes/all/B': b, 'votes/all/I': alone };
  const { hash } = saved;
  const signed = {
    return: {
      format: 'pollwarden-return/1' as const,
      election: 'e',
      definition: hash,
      contest: 'k',
      unit,
      centre: 'c',
      counts,
      countedAt: '2026-06-07T20:00:00Z',
    },
    signatures: [],
  };
  storeArrivals(ledger, [{ signed, channel, way: 'import', source: { whose: 'test' } }], 'operator');
}

let saved: ReturnType<typeof saveDraft>;

/** One unit confirmed, one on the official channel only, one still awaited. */
function night(ledger: Ledger): void {
  saved = saveDraft(ledger, definition, by);
  arrive(ledger, 'u0', 'official', [300, 200, 10]);
  arrive(ledger, 'u0', 'backup', [300, 200, 10]);
  arrive(ledger, 'u2', 'official', [100, 50, 0]);
}

let server: Served;
const data = mkdtempSync(join(tmpdir(), 'pollwarden-tally-'));
before(async () => {
  server = await startServing({ profile: 'results', limits: { perMinutePerson: 100_000, perMinuteAddress: 100_000 } });
  const { ledger } = server.space('real');
  night(ledger);
  reconcileElection(ledger, 'e', by);
  // At the machine: arrivals that no reconciliation has looked at yet count by the same rule.
  const own = openLedger(data, Date.now);
  night(own);
  own.close();
});
after(async () => {
  await server.stop();
  rmSync(data, { recursive: true, force: true });
});

async function get(path: string): Promise<{ readonly status: number; readonly text: string }> {
  const { cookie } = signedIn(server.space('real'), 'resultsOperator');
  const response = await fetch(`${server.origin}/api/elections/${path}`, { headers: { cookie } });
  return { status: response.status, text: await response.text() };
}

type Area = {
  readonly area: string;
  readonly counted: number;
  readonly units: number;
  readonly leading: string | null;
};
type TallyAnswer = {
  readonly units: number;
  readonly counted: number;
  readonly votes: number;
  readonly turnout: object;
  readonly byState: Readonly<Record<string, number>>;
  readonly options: readonly { readonly option: string; readonly votes: number }[];
  readonly fields: readonly { readonly total: number | null }[];
  readonly areas: readonly Area[];
  readonly path: readonly { readonly area: string }[];
};
const tally = async (query = ''): Promise<TallyAnswer> =>
  JSON.parse((await get(`e/tally${query}`)).text) as TallyAnswer;

test('the tally counts what holds, by area; confirmed only leaves out what one channel has', async () => {
  const all = await tally();
  assert.deepEqual([all.counted, all.units, all.votes], [2, 3, 660]);
  assert.deepEqual(all.turnout, { cast: 660, registered: 2000, units: 2 });
  assert.deepEqual([all.byState.confirmed, all.byState.received, all.byState.awaited], [1, 1, 1]);
  assert.deepEqual(
    all.options.map(({ votes }) => votes),
    [400, 250, 10],
  );
  assert.deepEqual(
    all.areas.map(({ area, counted, units, leading }) => [area, counted, units, leading]),
    [
      ['n', 1, 2, 'A'],
      ['s', 1, 1, 'A'],
    ],
  );
  const confirmed = await tally('?confirmedOnly=yes&area=s');
  assert.deepEqual([confirmed.counted, confirmed.units, confirmed.votes, confirmed.fields[0].total], [0, 1, 0, null]);
  assert.deepEqual(
    confirmed.path.map(({ area }) => area),
    ['all', 's'],
  );
  assert.equal((await tally('?contest=q')).units, 2);
});

test('a return that comes in changes the next answer; what is not there is said', async () => {
  const { ledger } = server.space('real');
  assert.equal((await tally()).counted, 2);
  arrive(ledger, 'u1', 'official', [1, 99, 0]);
  reconcileElection(ledger, 'e', by);
  assert.equal((await tally()).counted, 3);
  for (const path of ['none/tally', 'e/tally?contest=none', 'e/tally?area=none', 'e/seats?contest=none'])
    assert.equal((await get(path)).status, 404, path);
  for (const path of ['e/tally?confirmedOnly=perhaps', 'e/seats?seats=0', 'e/seats?method=none', 'e/seats?contest=q'])
    assert.equal((await get(path)).status, 400, path);
});

test('the export has every area, and no cell that a spreadsheet runs', async () => {
  const { text } = await get('e/tally/export');
  const lines = text.trimEnd().split('\r\n');
  assert.equal(lines[0], 'contest,area,area_name,level,units,counted,kind,id,candidate,name,mode,count');
  assert.ok(lines.includes('k,all,Country,country,3,3,votes,A,,"\'=HYPERLINK(""x"")",all,401'));
  assert.ok(lines.includes('k,n,North,region,2,2,votes,B,,"Bees, and others",all,299'));
});

test('seats explain every step; a list without candidates leaves seats; another rule can be compared', async () => {
  const seats = JSON.parse((await get('e/seats')).text) as {
    readonly asDefined: boolean;
    readonly perOption: readonly { readonly seats: number }[];
    readonly steps: readonly { readonly words: string; readonly compared: readonly { readonly exact: string }[] }[];
  };
  assert.equal(seats.asDefined, true);
  assert.deepEqual(
    seats.perOption.map((one) => one.seats),
    [1, 4, 0],
  );
  assert.match(seats.steps[0].words, /^Outside the allocation to lists: Alone\.$/);
  assert.match(
    seats.steps[1].words,
    /has the highest average, 401 votes divided by 1, 401 \(next: Bees, and others, 349\)/,
  );
  assert.deepEqual(
    seats.steps[1].compared.map(({ exact }) => exact),
    ['401', '349'],
  );
  const other = JSON.parse((await get('e/seats?method=sainteLague&seats=2')).text) as { readonly asDefined: boolean };
  assert.equal(other.asDefined, false);
});

function run(...args: readonly string[]): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  const launcher = join(import.meta.dirname, '..', 'bin', 'pollwarden.mjs');
  return spawnSync(process.execPath, [launcher, 'results', ...args], { encoding: 'utf8' });
}

test('results tally: in words, as JSON, as CSV; unknown things are named', () => {
  const words = run('tally', '--election', 'e', '--data', data);
  assert.equal(words.status, 0);
  assert.match(
    words.stdout,
    /^Council, Country: 2 of 3 units counted\n {2}1 awaited, 1 received, 1 confirmed\n {2}turnout 33 %/,
  );
  const { contests } = JSON.parse(run('tally', '--election', 'e', '--data', data, '--json', '--area', 's').stdout) as {
    readonly contests: readonly { readonly votes: number }[];
  };
  assert.deepEqual(
    contests.map(({ votes }) => votes),
    [150],
  );
  assert.match(run('tally', '--election', 'e', '--data', data, '--csv').stdout, /\r\nk,s,South,region,1,1,votes,B,/);
  assert.match(run('tally', '--election', 'none', '--data', data).stderr, /NOT_FOUND.*there are e/);
  assert.match(run('tally', '--election', 'e', '--area', 'none', '--data', data).stderr, /no area "none"/);
  assert.equal(run('tally', '--data', data).status, 2);
});

test('results seats: from the tally, from a file, with a lot that is asked for and drawn', () => {
  const own = run('seats', '--election', 'e', '--data', data, '--explain');
  assert.equal(own.status, 0);
  assert.match(own.stdout, /^Council: 5 seats by D’Hondt, highest averages; 2 of 3 units counted/);
  const [votes, lots] = [join(data, 'votes.json'), join(data, 'lots.json')];
  writeFileSync(votes, JSON.stringify({ votes: { A: 100, B: 100, C: 3 }, threshold: { share: [2, 100] } }));
  const tied = run('seats', '--votes', votes, '--method', 'dhondt', '--seats', '3');
  assert.equal(tied.status, 1);
  assert.match(tied.stdout, /A lot is needed at step 4: draw 1 of A, B\./);
  writeFileSync(lots, '[{"step": 4, "drawn": ["B"]}]');
  const drawn = run('seats', '--votes', votes, '--method', 'dhondt', '--seats', '3', '--lots', lots, '--json');
  assert.equal(drawn.status, 0);
  const { perOption, steps } = JSON.parse(drawn.stdout) as {
    readonly perOption: readonly { readonly seats: number }[];
    readonly steps: readonly { readonly kind: string }[];
  };
  assert.deepEqual(
    perOption.map(({ seats }) => seats),
    [1, 2, 0],
  );
  assert.equal(steps[3].kind, 'lot');
  for (const [text, reason] of [
    ['{"A": -1}', 'INPUT_INVALID'],
    ['{"A": 1.5}', 'INPUT_INVALID'],
    ['{}', 'INPUT_INVALID'],
    ['[', 'JSON_INVALID'],
    ['{"votes": {"A": 1}, "alliances": [["A", "Z"]]}', 'no votes of Z'],
    ['{"votes": {"A": 1}, "threshold": {"share": [1, 0]}}', 'INPUT_INVALID'],
    ['{"votes": {"A": 1}, "threshold": {"share": [1, 9], "base": "cast"}}', 'not known'],
  ]) {
    writeFileSync(votes, text);
    const { status, stderr } = run('seats', '--votes', votes, '--method', 'dhondt', '--seats', '3');
    assert.equal(status, 2, text);
    assert.ok(stderr.includes(reason), `${text}: ${stderr}`);
  }
  assert.match(
    run('seats', '--votes', join(data, 'none.json'), '--method', 'dhondt', '--seats', '1').stderr,
    /FILE_NOT_FOUND/,
  );
});
