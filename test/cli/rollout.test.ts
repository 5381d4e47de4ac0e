import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliverAnnouncementJob } from '#rollouts/checklist/deliver-announcement.ts';
import { planOf } from '../rollouts/support/rollout-world.ts';
import { until } from '../support/test-portal.ts';
import { type PortalUnderTest, startPortalUnderTest } from './support/portal-under-test.ts';

const FLAG = 'example_flag';
let portal: PortalUnderTest;
let folder: string;
beforeAll(async () => {
  portal = await startPortalUnderTest();
  folder = await mkdtemp(join(tmpdir(), 'trialgate-rollout-'));
  await mkdir(join(folder, 'rollouts'));
  const steps = '[{to: "users:1", gates: []}, {to: "on", gates: [], approvals: {by: [admin]}}]';
  await writeFile(join(folder, `rollouts/${FLAG}.yml`), planOf('verify: 1h\n    channels: [support, nowhere]', steps));
});
afterAll(async () => {
  await portal.stop();
  await rm(folder, { recursive: true, force: true });
});

const rollout = (...words: string[]) => portal.run(['rollout', ...words], { folder });
const shown = async () => JSON.parse((await rollout('status', FLAG, '--json')).stdout).rollout;

test('what a plan says before it is started', async () => {
  const plan = await rollout('plan', FLAG, '--people-per-hour', '60');
  expect(plan).toMatchObject({ code: 0, stderr: '' });
  expect(plan.stdout).toMatch(/customers-staging +everybody +after 0 s +1 h +60 +1\n/);
  expect(plan.stdout).toContain('Done after 1 h at the earliest.');
  expect(JSON.parse((await rollout('plan', FLAG, '--json')).stdout)).toMatchObject({
    flag: FLAG,
    longest_to_detect_seconds: 16,
  });
  expect((await rollout('status', FLAG)).stderr).toContain(`There was no rollout of ${FLAG} yet`);
});

test('a rollout from its start to everybody, as a person does it', async () => {
  const start = await rollout('start', FLAG, '--reason', 'as agreed');
  expect(start.stdout).toMatch(/^example_flag: off in customers-staging, running \(\d+ ms\)\.\n$/);
  await until(async () => (await shown()).next.because === 'approval');
  const status = await rollout('status', FLAG);
  expect(status.stdout).toMatch(
    /^example_flag: 1 named user in customers-staging; next everybody: everybody in customers-staging waits for 1 approval by admin\.\n/,
  );
  expect((await rollout('approve', FLAG, '--reason', 'looks right')).code).toBe(0);
  await until(async () => (await shown()).state === 'on');
});

test('it is paused, goes back, and says why', async () => {
  expect((await rollout('pause', FLAG, '--reason', 'a ticket')).stdout).toContain('paused');
  const back = await rollout('rollback', FLAG);
  expect(back.stdout).toMatch(/^example_flag: off in customers-staging, rolled back \(\d+ ms\)\.\n$/);
  expect((await rollout('status', FLAG)).stdout).toContain(`trialgate rollout reason ${FLAG}`);
  expect((await rollout('reason', FLAG, '--reason', 'tried it')).code).toBe(0);
});

test('what a rollout leaves behind: its list, its checklist, its Markdown', async () => {
  expect((await rollout('note', FLAG, '--line', 'documentation', '--reason', 'written')).code).toBe(0);
  expect((await rollout('watch', FLAG)).stdout).toContain('Rolled back.');
  expect((await rollout('export', FLAG)).stdout).toContain('- [x] The documentation is up to date.');
  expect((await rollout('list')).stdout).toMatch(/example_flag +rolled_back +customers-staging +off/);
  expect((await rollout('checklist', FLAG)).stdout).toMatch(/documentation +done/);
});

test('what was announced lands at every channel, until it is taken, and once', async () => {
  const told: string[] = [];
  let refuses = true;
  const server = createServer(async (request, reply) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (!refuses)
      told.push(`${request.url} ${request.headers['private-token'] ?? 'no token'} ${Buffer.concat(chunks)}`);
    reply.writeHead(refuses ? 503 : 201).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { rows } = await portal.database.query<{ id: number }>(
    "SELECT id FROM rollout_announcements WHERE text LIKE '%rolled back%' ORDER BY id",
  );
  const byName = new Map([['support', `${url}/support`]]);
  const channels = { webhookUrl: url, byName, notesUrl: url, notesToken: 'glpat', portalUrl: 'https://portal.example' };
  const { run } = deliverAnnouncementJob(portal.database, channels);
  const deliver = (place = 0) => run({ announcement_id: rows[place]?.id }, { attempt: 1 } as never);
  await expect(deliver()).rejects.toMatchObject({ code: 'channel_unavailable' });
  refuses = false;
  for (const place of [0, 0, 1, 1, 2]) await deliver(place);
  const text = expect.stringMatching(
    /"example_flag: rolled back to nobody in customers-staging by The admin, in [\d.]+ ms: .*https:\/\/portal.example\/dashboard\/rollouts\/example_flag"/,
  );
  expect(told).toEqual([text, text, text]);
  expect(told.map((one) => one.slice(0, one.indexOf(':')))).toEqual([
    ...['/ no token {"text"', '/ glpat {"body"', '/support no token {"text"'],
  ]);
  await new Promise((resolve) => server.close(resolve));
  const { announcements } = await shown();
  const last = announcements.slice(-3) as { channel: string | null; sent_at: string | null }[];
  expect(last.map(({ channel, sent_at: sentAt }) => [channel, sentAt !== null])).toEqual([
    ...[
      [null, false],
      ['support', false],
      ['nowhere', false],
    ],
  ]);
  expect(announcements.map(({ text: said }: { text: string }) => said)).toContainEqual(
    expect.stringMatching(
      /^example_flag: everybody in customers-staging waits for 1 approval by admin since \S+ \S+ UTC; it is taken as soon as that is given\. If it does not go on until \S+ \S+ UTC, it pauses\.$/,
    ),
  );
});

test('says every mistake, and what wrong usage is', async () => {
  await writeFile(join(folder, 'wrong.yml'), planOf('verify: never').replace('owners:', 'owner:'));
  const { code, stderr } = await rollout('plan', FLAG, '--file', 'wrong.yml');
  expect(code).toBe(1);
  expect(stderr).toMatch(/wrong\.yml is no plan:\n.*The plan lacks owners/s);
  expect(stderr).toMatch(/Line \d+: environments\[1\]\.verify must be a duration/);
  expect((await rollout('plan', 'no_such_flag')).stderr).toContain('rollouts/no_such_flag.yml cannot be read (ENOENT)');
  expect((await rollout('start', FLAG)).code).toBe(2);
  expect((await rollout('advance', FLAG, '--reason', 'xyz')).code).toBe(2);
  const opened = await rollout('interlock', 'open', 'freeze', '--hours', '1', '--reason', 'holidays');
  expect(opened.stdout).toMatch(/^There is a freeze now, \d+: nothing is widened\.\n$/);
  expect((await rollout('interlock', 'list')).stdout).toMatch(/freeze +- +The admin +holidays/);
});
