// Before results are released, a finding of a conflict between returns is read by those who see returns, and by nobody else.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Role } from '../src/accounts/roles.ts';
import { saveDraft } from '../src/results/store/elections.ts';
import { storeArrivals } from '../src/results/store/returns.ts';
import { machineVotes, person, smallElection, smallReturn } from '../src/results/store/testing/small-election.ts';
import { reconcileElection } from '../src/results/store/unit-states.ts';
import { bringAllConflictsUp } from '../src/server/features/returns/conflict-findings.ts';
import { changing, type Served, signedIn, startServing } from './server/serving.ts';

let server: Served;
before(async () => {
  server = await startServing({ profile: 'demo' });
  const { ledger } = server.space('real');
  const by = person('operator');
  saveDraft(ledger, smallElection, by);
  for (const [channel, a] of [
    ['official', 127],
    ['backup', 172],
  ] as const) {
    const signed = { return: smallReturn('u00', machineVotes(a, 40, 9)), signatures: [] };
    storeArrivals(ledger, [{ signed, channel, way: 'import', source: {} }], by.name);
  }
  reconcileElection(ledger, 'small', by);
  bringAllConflictsUp(ledger, 'small');
});
after(async () => await server.stop());

async function read(role: Role, path: string): Promise<{ readonly status: number; readonly text: string }> {
  const { cookie } = signedIn(server.space('real'), role);
  const response = await fetch(`${server.origin}/api${path}`, { headers: { ...changing, cookie } });
  return { status: response.status, text: await response.text() };
}

test('the authority reads it; an analyst and a platform find none, by whatever way they ask', async () => {
  const list = await read('electionAuthority', '/findings');
  const [{ id, title }] = (JSON.parse(list.text) as { readonly items: readonly { id: string; title: string }[] }).items;
  assert.match((await read('electionAuthority', `/findings/${id}`)).text, /127 and 172/);
  assert.doesNotMatch(title, /127|172/, 'titles go out by mail');
  for (const role of ['analyst', 'platformDesk'] as const) {
    for (const q of ['', 'detector:returns-conflict', '"u00', 'u00']) {
      const found = await read(role, `/findings?q=${encodeURIComponent(q)}`);
      assert.ok(found.status === 400 || (JSON.parse(found.text) as { items: unknown[] }).items.length === 0, q);
      assert.doesNotMatch(found.text, /u00 Station/);
    }
    assert.doesNotMatch((await read(role, '/findings/export?format=jsonl')).text, /127|Station/);
    for (const part of ['', '/evidence', '/network', '/related', '/export?format=json'])
      assert.equal((await read(role, `/findings/${id}${part}`)).status, 404, part);
  }
});
