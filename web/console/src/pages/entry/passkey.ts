// Passkeys by the browser, with the library loaded only when one is used.
import type { StartAuthenticationOpts } from '@simplewebauthn/browser';
import type { SignInAnswer } from '../../../../../src/server/features/accounts/schemas.ts';
import { failure } from '../../api/failure.ts';
import { send } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';

export const hasPasskeys = typeof PublicKeyCredential === 'function';

type RequestOptions = StartAuthenticationOpts['optionsJSON'];

/** Signs in, alone or as the second step. A person who closes the browser's question gets PASSKEY_CANCELLED. */
export async function signInWithPasskey(): Promise<SignInAnswer> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const { options } = await send<{ readonly options: RequestOptions }>('POST', '/session/passkey/options');
  const response = await startAuthentication({ optionsJSON: options }).catch(() => {
    throw failure({ code: 'PASSKEY_CANCELLED', message: t('entry.passkeyCancelled'), status: 0 });
  });
  return await send<SignInAnswer>('POST', '/session/passkey', { response });
}
