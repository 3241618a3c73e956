# A real SMTP server (aiosmtpd) for tests of alerts: what it does is chosen by the recipient's name. Port on the first
# line, then one line of JSON for each message that it took. Ends when its input is closed.
import argparse, asyncio, base64, json, ssl, sys
from aiosmtpd.smtp import SMTP, AuthResult

seen = set()


def first_time(what):
    new = what not in seen
    seen.add(what)
    return new


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith('unknown'):
            return '550 5.1.1 no such user'
        if address.startswith('grey') and first_time(('grey', address, session.host_name)):
            return '451 4.7.1 greylisted, come again'
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        names = envelope.rcpt_tos
        if any(name.startswith('full') for name in names):
            return '452 4.2.2 mailbox full'
        if any(name.startswith('refuse') for name in names):
            return '554 5.7.1 refused'
        if any(name.startswith('slow') for name in names):
            await asyncio.sleep(30)
        message = {'from': envelope.mail_from, 'to': names, 'tls': server.transport.get_extra_info('ssl_object') is not None}
        message['auth'] = session.auth_data.decode() if isinstance(session.auth_data, bytes) else None
        message['data'] = base64.b64encode(envelope.content).decode()
        print(json.dumps(message), flush=True)
        if any(name.startswith('lost') for name in names) and first_time('lost'):
            server.transport.abort()
        return '250 taken'


class Server(SMTP):
    async def smtp_DATA(self, arg):
        names = self.envelope.rcpt_tos
        if any(name.startswith('cut') for name in names) and first_time('cut'):
            await self.push('354 go on')
            self.transport.abort()
            return
        if any(name.startswith('drip') for name in names):
            await self.push('354 go on')
            for _ in range(300):
                await asyncio.sleep(0.1)
                self._writer.write(b'250-still here\r\n')
        await super().smtp_DATA(arg)


def authenticate(server, session, envelope, mechanism, data):
    right = data.login == b'sender' and data.password == b'right password'
    return AuthResult(success=right, handled=False, auth_data=data.login)


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--certificate')
    parser.add_argument('--key')
    parser.add_argument('--auth', action='store_true')
    parser.add_argument('--implicit', action='store_true')
    args = parser.parse_args()
    tls = None
    if args.certificate:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(args.certificate, args.key)
    options = {'hostname': 'mail.test'}
    if args.auth:
        options.update(authenticator=authenticate, auth_required=True, auth_require_tls=not args.implicit)
    if tls and not args.implicit:
        options.update(tls_context=tls, require_starttls=True)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Server(Handler(), **options), '127.0.0.1', 0, ssl=tls if args.implicit else None
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


asyncio.run(main())
