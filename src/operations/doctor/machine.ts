// Checks of the machine: Node, memory, open files, the port.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { freemem, totalmem } from 'node:os';
import { attention, type Check, failed, megabytes, ok, type Outcome, unknown } from './check.ts';

const leastNode = 24;
const leastMemoryBytes = 1e9;
const goodMemoryBytes = 2e9;
const leastOpenFiles = 1024;

const nodeCheck: Check = {
  name: 'node',
  title: 'Node',
  run: () => {
    const major = Number(process.versions.node.split('.')[0]);
    if (major >= leastNode) return [ok(`Node ${process.versions.node}`)];
    return [failed(`Node ${process.versions.node}`, `Node ${leastNode} is needed`, 'Install it; see docs/install.md')];
  },
};

const readText = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
};

/** The limit of this process's control group, in bytes; undefined where there is none. */
function groupLimit(): number | undefined {
  const group = /^0::(.*)$/m.exec(readText('/proc/self/cgroup') ?? '')?.[1] ?? '/';
  for (const path of [`/sys/fs/cgroup${group === '/' ? '' : group}/memory.max`, '/sys/fs/cgroup/memory.max']) {
    const bytes = Number(readText(path));
    if (Number.isFinite(bytes) && bytes > 0) return bytes;
  }
  return undefined;
}

const memoryCheck: Check = {
  name: 'memory',
  title: 'Memory',
  run: () => {
    const limit = groupLimit();
    const bytes = Math.min(limit ?? Infinity, totalmem());
    const found =
      limit === undefined || limit > totalmem()
        ? `${megabytes(totalmem())}, of which ${megabytes(freemem())} are free`
        : `limited to ${megabytes(limit)} (MemoryMax or the container's limit)`;
    const cause = 'The server takes up to 500 MB at rest and 1.5 GB with a live source';
    if (bytes < leastMemoryBytes) return [failed(found, cause, 'Give it 2 GB or more')];
    return [bytes < goodMemoryBytes ? attention(found, cause, 'Give it 2 GB or more') : ok(found)];
  },
};

const openFilesCheck: Check = {
  name: 'openFiles',
  title: 'Open files',
  run: () => {
    const soft = /^Max open files\s+(\d+|unlimited)/m.exec(readText('/proc/self/limits') ?? '')?.[1];
    if (soft === undefined) return [unknown('the limit cannot be read on this system')];
    if (soft === 'unlimited' || Number(soft) >= leastOpenFiles) return [ok(`at most ${soft}`)];
    const cause = 'Each live page and each file of the lake takes one';
    return [attention(`at most ${soft}`, cause, 'Raise it: LimitNOFILE=65536 in the unit, or ulimit -n 65536')];
  },
};

const portCheck: Check = {
  name: 'port',
  title: 'Port',
  run: async ({ port }) => {
    if (port === undefined || port === 0) return [];
    return [await tryPort(port)];
  },
};

/** Listens for a moment on this machine only. A server of ours that runs is told apart by its own answer. */
async function tryPort(port: number): Promise<Outcome> {
  const code = await new Promise<string>((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve('')));
  });
  if (code === '') return ok(`${port} is free`);
  if (code !== 'EADDRINUSE') return failed(`${port}: ${code}`, 'This account may not listen there', 'Set another port');
  const name = await nameOfServer(port);
  if (name !== undefined) return ok(`${port} is served by ${name}`);
  return failed(`${port} is in use by another program`, 'Two programs want the same port', 'Set another port (--port)');
}

async function nameOfServer(port: number): Promise<string | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health/live`, { signal: AbortSignal.timeout(2000) });
    await response.body?.cancel();
    return response.ok ? 'Pollwarden' : undefined;
  } catch {
    return undefined;
  }
}

export const machineChecks: readonly Check[] = [nodeCheck, memoryCheck, openFilesCheck, portCheck];
