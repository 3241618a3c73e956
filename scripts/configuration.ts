// node scripts/configuration.ts: writes docs/configuration.md from the declared settings of the server.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentName, type Key, keys } from '../src/server/config/keys.ts';

const page = join(import.meta.dirname, '..', 'docs', 'configuration.md');

const head = `# Configuration

Generated from the declared settings (\`npm run configuration\`); a test fails when this page is stale.

Every setting has a default. It can be given in a file, in the environment and for some by a flag of \`pollwarden start\`; a
later one in this order wins. All are checked at the start: an unknown name, a wrong value or a combination that is not safe ends it
with \`CONFIG_INVALID\`, the place and what would be right.

- **File**: \`pollwarden.json\` in the data folder, or the one that \`--config\` or \`POLLWARDEN_CONFIG\` names. One JSON object:
  \`{ "publicUrl": "https://ops.example", "proxyHops": 1 }\`.
- **Environment**: the variable in the table. \`true\` and \`false\` for switches. An empty variable is as none.
- **Secrets** are better kept in files of their own: in the environment by the variable's name and \`_FILE\`
  (\`POLLWARDEN_SMTP_PASSWORD_FILE=/run/secrets/smtp\`), in the file by the setting's name and \`File\`
  (\`"smtpPasswordFile"\`). A configuration file that holds a secret itself must be readable by its owner only.
- The data folder is no setting of the file, which lies in it: \`--data DIR\`, else \`POLLWARDEN_DATA\`, else \`./pollwarden-data\`.

## Behind a proxy

Other machines reach Pollwarden through a proxy that has the certificate. Name the address in \`publicUrl\` and the number of
proxies in \`proxyHops\`; then the client's address is the one that the outermost of them saw, whatever a client claims in
\`X-Forwarded-For\`. A proxy must append to that header (nginx: \`proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for\`), must
not buffer \`/api/events\` longer than a heartbeat (15 s), and must not let anybody but itself reach the port.

## Settings

`;

function rows(all: readonly Key[]): string {
  const lines = all.map((key) => {
    const meaning = key.secret === true ? `${key.meaning} **Secret.**` : key.meaning;
    const fallback = key.default === undefined ? 'unset' : `\`${String(key.default)}\``;
    return `| \`${key.name}\` | \`${environmentName(key.name)}\` | ${key.type} | ${fallback} | ${meaning} |`;
  });
  return ['| setting | variable | type | default | meaning |', '|---|---|---|---|---|', ...lines, ''].join('\n');
}

/** What docs/configuration.md holds, and what it should hold. */
export const configurationPage = (): { readonly shown: string; readonly now: string } => ({
  shown: readFileSync(page, 'utf8'),
  now: head + rows(keys),
});

if (process.argv[1] === import.meta.filename) writeFileSync(page, head + rows(keys));
