// Whose forwarded headers are believed, by how many proxies there are and where the nearest is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trustedProxy } from './proxies.ts';

test('no proxy is believed where none is configured', () => {
  assert.equal(trustedProxy(0)('127.0.0.1', 0), false);
});

test('the nearest is believed on this machine or a private network only', () => {
  const one = trustedProxy(1);
  for (const address of ['127.0.0.1', '::1', '::ffff:10.0.0.7', '10.1.2.3', '172.16.0.1', '192.168.1.1', 'fd00::1']) {
    assert.equal(one(address, 0), true, address);
  }
  for (const address of ['203.0.113.9', '172.32.0.1', '2001:db8::1', '::ffff:8.8.8.8', '', 'localhost', '10.1']) {
    assert.equal(one(address, 0), false, address);
  }
});

test('as many as are configured are believed, and no more', () => {
  assert.equal(trustedProxy(1)('203.0.113.9', 1), false);
  assert.equal(trustedProxy(2)('203.0.113.9', 1), true);
  assert.equal(trustedProxy(2)('203.0.113.9', 2), false);
});
