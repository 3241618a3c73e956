// For tests and benchmarks: the real nginx and Caddy on loopback with the configurations of packaging/bulletin, changed only in
// where they listen, what folder they serve and where they keep their own files.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const packaging = join(import.meta.dirname, '..', '..', 'packaging', 'bulletin');

export type WebServer = { readonly name: string; readonly port: number; readonly stop: () => Promise<void> };

/** Debian keeps nginx where only root looks for programs. */
const environment = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin` };

export const isHere = (program: 'nginx' | 'caddy'): boolean =>
  spawnSync(program, [program === 'nginx' ? '-v' : 'version'], { env: environment }).status === 0;

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

async function answers(port: number, child: ChildProcess): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    try {
      await fetch(`http://127.0.0.1:${port}/`);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  throw new Error('the server does not answer');
}

async function started(name: string, command: readonly string[], port: number, folder: string): Promise<WebServer> {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...environment, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // Whatever becomes of this process, the server ends with it.
  const kill = (): void => void child.kill('SIGTERM');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    process.removeListener('exit', kill);
    kill();
    await ended;
  };
  try {
    await answers(port, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { name, port, stop };
}

/** `more`: another server block, without anything of ours, to compare with. */
export async function startNginx(folder: string, root: string, more = ''): Promise<WebServer> {
  const port = await freePort();
  const own = readFileSync(join(packaging, 'nginx.conf'), 'utf8')
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replace('    listen [::]:80;\n', '')
    .replace('root /var/www/bulletin;', `root ${root};`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  );
  const user = process.getuid?.() === 0 ? 'user root;\n' : '';
  const config = join(folder, 'nginx-test.conf');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    config,
    `${user}daemon off;\nworker_processes 1;\npid ${join(folder, 'nginx.pid')};\nerror_log stderr error;\n` +
      `events { worker_connections 512; }\nhttp {\naccess_log off;\n${temporary.join('\n')}\n${own}\n${more}\n}\n`,
  );
  return await started('nginx', ['nginx', '-p', folder, '-e', 'stderr', '-c', config], port, folder);
}

export async function startCaddy(folder: string, root: string): Promise<WebServer> {
  const port = await freePort();
  const own = readFileSync(join(packaging, 'Caddyfile'), 'utf8')
    .replace('results.example {', `http://127.0.0.1:${port} {\n\tbind 127.0.0.1`)
    .replace('root * /var/www/bulletin', `root * ${root}`);
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'Caddyfile');
  writeFileSync(config, `{\n\tadmin off\n\tauto_https off\n\tlog {\n\t\tlevel ERROR\n\t}\n}\n${own}`);
  return await started('caddy', ['caddy', 'run', '--adapter', 'caddyfile', '--config', config], port, folder);
}
