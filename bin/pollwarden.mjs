#!/usr/bin/env node
// Launcher: runs the program on the Node 24 that the package brings for this system, whatever Node the machine has.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { isatty } from 'node:tty';
import { fileURLToPath, pathToFileURL } from 'node:url';

const neededMajor = 24;
const here = fileURLToPath(import.meta.url);
const root = dirname(dirname(here));
const ownMajor = Number(process.versions.node.split('.')[0]);

if (ownMajor === neededMajor) {
  await runHere();
} else {
  const bundled = bundledNode();
  if (bundled !== undefined) runOn(bundled);
  else if (ownMajor > neededMajor) await runHere();
  else {
    process.stderr.write(
      `pollwarden: this is Node ${process.versions.node} and Node ${neededMajor} or newer is needed. No Node came with ` +
        `the package for ${process.platform}-${process.arch}: run "npm install --include=optional" in the folder where ` +
        `pollwarden is installed, or start it with a Node ${neededMajor} of your own: "/path/to/node ${here}".\n`,
    );
    process.exitCode = 2;
  }
}

async function runHere() {
  const source = join(root, 'src', 'cli', 'main.ts');
  const entry = existsSync(source) ? source : join(root, 'dist', 'src', 'cli', 'main.js');
  const { runProgram } = await import(pathToFileURL(entry).href);
  await runProgram(process.argv.slice(2));
}

/** The binary of the optional dependency for this system, or undefined where it was not installed. */
function bundledNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  try {
    const folder = dirname(createRequire(here).resolve(`node-${platform}-${process.arch}/package.json`));
    const binary = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

/** Runs the launcher again on `node`; passes signals on and ends as the program ended. */
function runOn(node) {
  const program = spawn(node, [here, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A terminal sends its interrupt to the program as well; sent twice it would look like a second Ctrl-C.
    process.on(signal, () => (signal === 'SIGINT' && isatty(0) ? undefined : program.kill(signal)));
  }
  program.on('error', (error) => {
    process.stderr.write(`pollwarden: the Node at ${node} cannot be started: ${error.message}\n`);
    process.exitCode = 2;
  });
  program.on('exit', (code, signal) => {
    process.exitCode = signal === null ? code : 128 + (constants.signals[signal] ?? 0);
  });
}
