// Which addresses webhooks may reach: open networks only, in every way of writing an address.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressIsOpen, checkWebhookUrl } from './webhook-address.ts';

void test('an address is open on the Internet, or where the configuration opens it', () => {
  assert.equal(addressIsOpen('8.8.8.8', []), true);
  assert.equal(addressIsOpen('10.1.2.3', []), false);
  assert.equal(addressIsOpen('10.1.2.3', ['10.1.2.3']), true);
});

void test('an address is HTTPS, without a name, a password or a place inside', () => {
  const refused = [
    'http://hooks.example.org/',
    'https://user:secret@hooks.example.org/',
    'https://hooks.example.org/#part',
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://localhost/',
    'https://printer.local/',
    'https://intranet/',
    'file:///etc/passwd',
    'ftp://hooks.example.org/',
    'javascript:alert(1)',
    'no address',
  ];
  for (const url of refused) assert.equal(typeof checkWebhookUrl(url, []), 'string', url);
  assert.equal((checkWebhookUrl('https://hooks.example.org/a?b=c', []) as URL).href, 'https://hooks.example.org/a?b=c');
  assert.ok(checkWebhookUrl('http://127.0.0.1:8080/', ['127.0.0.1']) instanceof URL);
  assert.ok(checkWebhookUrl('https://intranet/', ['intranet']) instanceof URL);
});
