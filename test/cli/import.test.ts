import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PortalUnderTest, startPortalUnderTest } from './support/portal-under-test.ts';
import { runInTerminal } from './support/run-command.ts';

const TYPE = 'ultimate_with_gitlab_duo_enterprise';
const PART = 4 * 1_024 * 1_024;
const HEADER = 'gl_namespace_id,trial_type,start_date,expired_on';

let portal: PortalUnderTest;
let folder: string;

beforeAll(async () => {
  portal = await startPortalUnderTest();
  folder = await mkdtemp(join(tmpdir(), 'trialgate-cli-'));
});
afterAll(async () => {
  await portal.stop();
  await rm(folder, { recursive: true });
});

async function write(name: string, lines: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

const trialsFrom = (first: number, count: number, type = TYPE) =>
  Array.from({ length: count }, (_, place) => `${first + place},${type},2025-01-01,2025-01-31`);

const countTrials = async (first: number, last: number) => {
  const query = 'SELECT count(*) AS count FROM trials WHERE namespace_id BETWEEN $1 AND $2';
  return (await portal.database.query<{ count: number }>(query, [first, last])).rows[0]?.count;
};

describe('import trials', () => {
  it('uploads, follows and says what became of the rows', async () => {
    const file = await write('good.csv', [HEADER, ...trialsFrom(1, 3)]);
    const { code, stdout, stderr } = await portal.run(['import', 'trials', file]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Import \d+ of trials from good\.csv:\n\nROWS +LOADED +UPDATED +KNOWN BEFORE +REFUSED\n3 +3 +0 +0 +0\n$/,
    );
    expect(stderr).toMatch(/^upload good\.csv: sending bytes: 0 of \d+\n/);
    expect(stderr).toMatch(/\nimport \d+: finished: 3 of 3\n$/);
    expect(await countTrials(1, 3)).toBe(3);
  });

  it('loads the same file only once, and says so', async () => {
    const { code, stdout, stderr } = await portal.run(['import', 'trials', join(folder, 'good.csv')]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^This file is imported already; nothing of it is loaded again\.\n/);
    expect(stdout).toMatch(/\n3 +3 +0 +0 +0\n$/);
  });

  it('shows the first rows that were refused, writes all with --problems, and ends with 3', async () => {
    const bad = Array.from({ length: 25 }, (_, place) => `${100 + place},"no ""such"" type",2025-01-01,2025-01-31`);
    const file = await write('mixed.csv', [HEADER, ...trialsFrom(10, 2), ...bad]);
    const problems = join(folder, 'bad.csv');
    const { code, stdout, stderr } = await portal.run(['import', 'trials', file, '--problems', problems]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/\n27 +2 +0 +0 +25\n\nLINE +REFUSED, BECAUSE\n4 +trial_type must be /);
    expect(stdout.match(/trial_type must be /g)).toHaveLength(20);
    expect(stdout).toMatch(/\n\nand 5 more; --problems <file> writes all\.\n$/);
    expect(stderr).toContain(`Every row that was refused is in ${problems}.\n`);
    const lines = (await readFile(problems, 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(26);
    expect(lines[0]).toBe('line,reason');
    expect(lines[1]).toMatch(/^4,"trial_type must be .+"$/);
  });

  it('reads NDJSON, with --map for the numbers in it, and prints the import with --json', async () => {
    const row = { gl_namespace_id: 20, trial_type: 1, start_date: '2025-01-01', expired_on: '2025-01-31' };
    const file = await write('history.ndjson', [JSON.stringify(row), JSON.stringify({ ...row, trial_type: 2 })]);
    const map = ['--map', `1=${TYPE}`, '--map', '2=ultimate_on_premium_with_gitlab_duo_enterprise'];
    const { code, stdout } = await portal.run(['import', 'trials', file, ...map, '--json']);
    const answer = JSON.parse(stdout);
    expect(answer.import).toMatchObject({ state: 'finished', format: 'ndjson', file_name: 'history.ndjson' });
    expect(answer.import.type_mapping).toEqual({ 1: TYPE, 2: 'ultimate_on_premium_with_gitlab_duo_enterprise' });
    expect(answer).toEqual(await portal.call('GET', `/api/v1/imports/${answer.import.id}`));
    expect(code).toBe(answer.import.bad > 0 ? 3 : 0);
  });

  it('sends only the parts that have not arrived', async () => {
    // A column that nobody reads makes a file of two parts out of few rows.
    const rows = trialsFrom(1_000_000, 1_100).map((row) => `${row},${'x'.repeat(4_000)}`);
    const text = `${[`${HEADER},note`, ...rows].join('\n')}\n`;
    expect(text.length).toBeGreaterThan(PART);
    const file = join(folder, 'large.csv');
    await writeFile(file, text);
    const begun = await portal.call('POST', '/api/v1/imports', {
      kind: 'trials',
      format: 'csv',
      file_name: basename(file),
      size: Buffer.byteLength(text),
      sha256: createHash('sha256').update(text).digest('hex'),
    });
    const headers = {
      authorization: `Bearer ${portal.tokens.admin}`,
      'content-type': 'application/octet-stream',
    };
    const first = Buffer.from(text).subarray(0, PART);
    const path = `${portal.url}/api/v1/imports/${begun.import.id}/parts/0`;
    expect((await fetch(path, { method: 'PUT', headers, body: first })).status).toBe(200);
    const sent: (string | undefined)[] = [];
    const note = ({ method, url }: IncomingMessage) => void (method === 'PUT' && sent.push(url));
    portal.portal.app.server.on('request', note);
    const { code, stdout, stderr } = await portal.run(['import', 'trials', file]);
    portal.portal.app.server.off('request', note);
    expect(sent).toEqual([`/api/v1/imports/${begun.import.id}/parts/1`]);
    expect(code).toBe(0);
    expect(stderr).toContain('1 part arrived before; sending the others.\n');
    expect(stderr).toContain(`upload large.csv: sending bytes: 4,194,304 of ${text.length.toLocaleString('en-US')}\n`);
    expect(stdout).toMatch(/\n1100 +1100 +0 +0 +0\n$/);
    expect(await countTrials(1_000_000, 1_099_999)).toBe(1_100);
  });

  it('may be left by Ctrl-C while it loads, and is gone on with by the same command', async () => {
    const file = await write('left.csv', [HEADER, ...trialsFrom(50, 3)]);
    const client = await portal.database.connect();
    await client.query('BEGIN; LOCK TABLE import_rows IN ACCESS EXCLUSIVE MODE');
    const { code, stdout, stderr } = await portal.run(['import', 'trials', file], {
      onStderr: (text, child) => {
        if (!child.killed && /\nimport \d+: /.test(text)) child.kill('SIGINT');
      },
    });
    await client.query('COMMIT');
    client.release();
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toMatch(/\nLeft\. What the portal has stays there; the same command goes on from it\.\n$/);
    expect((await portal.run(['import', 'trials', file])).stdout).toMatch(/\n3 +3 +0 +0 +0\n$/);
  });

  it('draws bars in a terminal', async () => {
    const file = await write('watched.csv', [HEADER, ...trialsFrom(60, 3)]);
    const environment = { PORTAL_URL: portal.url, TRIALGATE_TOKEN: portal.tokens.operator };
    const { code, stdout } = await runInTerminal(['import', 'trials', file], { environment });
    expect(code).toBe(0);
    expect(stdout).toMatch(/upload watched\.csv .*100%/);
    expect(stdout).toMatch(/import \d+ .*100% \| 3 of 3 \| finished/);
  });

  it('says why a file cannot be imported', async () => {
    const empty = join(folder, 'empty.csv');
    await writeFile(empty, '');
    const headless = await write('headless.csv', ['gl_namespace_id,trial_type', '1,2']);
    const run = (...words: string[]) => portal.run(['import', 'trials', ...words]);
    expect(await run(empty)).toEqual({
      code: 1,
      stdout: '',
      stderr: `trialgate: ${empty} is empty; there is nothing to import.\n`,
    });
    expect((await run(join(folder, 'gone.csv'))).stderr).toContain('gone.csv cannot be read (ENOENT).');
    expect((await run(headless)).stderr).toMatch(
      /import \d+ failed: The header lacks start_date, expired_on; columns are/,
    );
    expect((await run(headless)).code).toBe(1);
    expect((await run(headless, '--map', '1=no_such_type')).stderr).toMatch(/^trialgate: type_mapping may only name /);
    const viewer = { environment: { TRIALGATE_TOKEN: portal.tokens.viewer } };
    expect((await portal.run(['import', 'trials', headless], viewer)).stderr).toContain('needs the role operator');
  });

  it.each([[[]], [['trials.xlsx']], [['trials.csv', '--map', 'ultimate']], [['trials.csv', '--format', 'csv']]])(
    'ends import trials %j with 2',
    async (words) => {
      expect(await portal.run(['import', 'trials', ...words])).toMatchObject({ code: 2, stdout: '' });
    },
  );
});

describe('import purchases', () => {
  it('loads them', async () => {
    const header = 'external_id,namespace_id,product,trial,starts_on,ends_on,quantity,updated_at';
    const row = 'order-1,77,ultimate,false,2026-01-01,2199-01-01,3,2026-01-01T00:00:00Z';
    const file = await write('purchases.csv', [header, row]);
    const { code, stdout } = await portal.run(['import', 'purchases', file]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Import \d+ of purchases from purchases\.csv:\n\n.*\n1 +1 +0 +0 +0\n$/);
    expect((await portal.run(['check', '77', '--reasons'])).stdout).toContain('paid_ultimate');
    expect((await portal.run(['import', 'purchases', file, '--map', '1=x'])).code).toBe(2);
  });
});
