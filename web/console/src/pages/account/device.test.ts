import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceText } from './device.ts';

test('devices as their owners know them', () => {
  const mozilla = 'Mozilla/5.0';
  assert.equal(deviceText(`${mozilla} (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0`), 'Firefox, Linux');
  const windows = `${mozilla} (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0`;
  assert.equal(deviceText(windows), 'Edge, Windows');
  assert.equal(deviceText(`${mozilla} (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1`), 'Safari, iPhone');
  assert.equal(deviceText('curl/8.5.0'), 'curl/8.5.0');
  assert.equal(deviceText(''), '–');
});
