// Rules and hashes of passwords; addresses as names of accounts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PollwardenError } from '../kernel/errors.ts';
import { emailKey } from './email.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { checkPassword } from './password-rules.ts';

const about = { email: 'maria.lopez@authority.example', name: 'María López', organisation: 'Election Authority' };
const weak = (password: string): boolean => {
  try {
    checkPassword(password, about);
    return false;
  } catch (error) {
    assert.ok(error instanceof PollwardenError && error.code === 'PASSWORD_WEAK');
    return true;
  }
};

test('weak passwords are refused, phrases in any script are not', () => {
  const refused = [
    '',
    'elevenchars',
    'x'.repeat(201),
    'aaaaaaaaaaaaaaaa',
    'abababababab',
    'abcdefghijklmnop',
    '0123456789012',
    'password12345!',
    'P@ssw0rd2026!!!',
    'qwertyuiop12345',
    'maria.lopez2026',
    'María López 1!',
    'electionauthority',
    'Election-Authority-1',
    'maria.lopez@authority.example',
    'pollwarden2026!',
  ];
  for (const password of refused) assert.ok(weak(password), password);
  const fine = [
    'correct horse lamp staple',
    'Zwölf Boxkämpfer jagen',
    'το γρήγορο αλεπού',
    '🦊🦉🐢🦔🐝🦋🐌🐞🦗🕷🦂🐙',
    'x7$kQ!m2Zp9@',
    'maria likes green apples',
  ];
  for (const password of fine) assert.ok(!weak(password), password);
});

test('a password is its hash’s, however the keyboard composes it, and nobody else’s', async () => {
  const stored = await hashPassword('Zw\u00F6lf Boxk\u00E4mpfer');
  assert.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u);
  assert.equal(await verifyPassword('Zwo\u0308lf Boxka\u0308mpfer', stored), true);
  assert.equal(await verifyPassword('Zwolf Boxkampfer', stored), false);
  assert.notEqual(await hashPassword('same phrase twice'), await hashPassword('same phrase twice'));
  for (const broken of [undefined, '', 'x', '$argon2id$v=19$m=19456,t=2,p=1$$', stored.slice(0, -50)]) {
    assert.equal(await verifyPassword('anything at all', broken), false);
  }
});

/** Vector of the reference implementation: `echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1`, phc-winner-argon2. */
test('hashes made elsewhere are read', async () => {
  const stored = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  assert.equal(await verifyPassword('password', stored), true);
  assert.equal(await verifyPassword('passwort', stored), false);
});

test('addresses: valid ones have a key, others none', () => {
  const valid = {
    'a@b.example': 'a@b.example',
    ' Ada+x@B.Example ': 'ada+x@b.example',
    'zo\u00EB@w\u00E4hler.example': 'zo\u00EB@xn--whler-gra.example',
    'ZOE\u0308@WA\u0308HLER.example': 'zo\u00EB@xn--whler-gra.example',
    'δοκιμή@παράδειγμα.example': 'δοκιμή@xn--hxajbheg2az3al.example',
  };
  for (const [email, key] of Object.entries(valid)) assert.equal(emailKey(email), key, email);
  const none = [
    '',
    'a',
    '@b.example',
    'a@',
    'a@b',
    'a b@c.example',
    'a@b@c.example',
    '"a"@b.example',
    'a\n@b.example',
    'a\u202E@b.example',
    'a\u0000@b.example',
    'a@b.example,c@d.example',
    '<a@b.example>',
    `${'x'.repeat(65)}@b.example`,
    `a@${'b'.repeat(250)}.example`,
    'a@[127.0.0.1]',
  ];
  for (const email of none) assert.equal(emailKey(email), undefined, JSON.stringify(email));
});

test('property: the key of a key is itself, and any text is read without throwing', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.emailAddress(),
        fc.string({ unit: 'grapheme' }).map((s) => `${s}@b.example`),
      ),
      (email) => {
        const key = emailKey(email);
        if (key !== undefined) assert.equal(emailKey(key), key);
      },
    ),
  );
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void emailKey(text)));
});
