import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkOf } from './network.ts';

test('addresses become the network of a site', () => {
  const cases = {
    '203.0.113.77': '203.0.113.0/24',
    '127.0.0.1': '127.0.0.0/24',
    '::1': '0:0:0::/48',
    '::ffff:203.0.113.77': '203.0.113.0/24',
    '::ffff:cb00:714d': '203.0.113.0/24',
    '2001:db8:1:2:3:4:5:6': '2001:db8:1::/48',
    '2001:db8::1': '2001:db8:0::/48',
    '2001:DB8:A::': '2001:db8:a::/48',
    'fe80::1%eth0': 'fe80:0:0::/48',
    '[2001:db8:1::9]': '2001:db8:1::/48',
    '64:ff9b::203.0.113.77': '64:ff9b:0::/48',
    'not an address': 'unknown',
    '': 'unknown',
    '1.2.3.4.5': 'unknown',
    '::1::': 'unknown',
  };
  for (const [address, network] of Object.entries(cases)) assert.equal(networkOf(address), network, address);
});
