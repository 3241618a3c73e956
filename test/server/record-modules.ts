// Preloaded into a process and its threads (node --import): writes the address of each module that is loaded to a file.
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const file = process.env.RECORD_MODULES_TO;
if (file === undefined) throw new Error('RECORD_MODULES_TO names no file');
registerHooks({
  load: (url, context, nextLoad) => {
    if (url.startsWith('file:')) appendFileSync(file, `${url}\n`);
    return nextLoad(url, context);
  },
});
