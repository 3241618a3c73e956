// The demonstration space sends nothing: with a mail server configured and webhooks added, everything becomes a file.
// The real space beside it does send.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { startSmtpServer } from '../src/alerts/testing/smtp-server.ts';
import { addPerson, addSketch, createWorld, deliveriesOf } from '../src/alerts/testing/world.ts';
import { loadConfig } from '../src/server/config/load.ts';
import { feature } from '../src/server/features/alerts/feature.ts';
import { createHub } from '../src/server/hub.ts';
import type { Space } from '../src/server/space.ts';

test('messages of the demonstration become files, those of the real space leave', async (t) => {
  const smtp = await startSmtpServer();
  t.after(smtp.stop);
  let calls = 0;
  const receiver = createServer((_, response) => {
    calls++;
    response.end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  t.after(() => receiver.close());
  const hook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;

  for (const name of ['demonstration', 'real'] as const) {
    const world = createWorld();
    t.after(world.close);
    const flags = {
      smtpHost: '127.0.0.1',
      smtpPort: smtp.port,
      smtpFrom: 'p@ops.example',
      webhookAddresses: '127.0.0.1',
    };
    const space: Space = {
      name,
      prefix: name === 'real' ? '' : '/demo',
      folder: world.folder,
      ledger: world.ledger,
      hub: createHub(),
      now: () => world.clock.now,
      log: { info: () => undefined, warn: () => undefined, error: (fields) => assert.fail(JSON.stringify(fields)) },
      config: loadConfig({ dataFolder: world.folder, environment: {}, flags }),
    };
    addPerson(world, 'ann');
    const insert = 'INSERT INTO alert_webhooks (id, person_id, url, secret, created_at) VALUES (?, ?, ?, ?, ?)';
    world.ledger.db.prepare(insert).run('hook', 'ann', hook, 'secret', 0);
    const running = await feature.start(space);
    addSketch(world, 'f1');
    space.hub.publish({ topic: 'findings', change: 'added', id: 'f1' });
    while (deliveriesOf(world).filter(({ state }) => state === 'sent').length < 2) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await running.stop?.();
    if (name === 'real') {
      await smtp.until(1);
      assert.deepEqual([smtp.taken.length, calls], [1, 1]);
      continue;
    }
    assert.deepEqual([smtp.taken.length, calls], [0, 0]);
    const files = readdirSync(join(world.folder, 'outbox')).toSorted();
    assert.deepEqual(files.map((file) => file.slice(file.lastIndexOf('.'))).toSorted(), ['.eml', '.json']);
    const mail = readFileSync(join(world.folder, 'outbox', files.find((file) => file.endsWith('.eml')) ?? ''), 'utf8');
    assert.match(mail, /^Subject: \[DEMONSTRATION\]/m);
    assert.match(mail.replaceAll('=\r\n', ''), /\/demo\/findings\/f1/);
  }
});
