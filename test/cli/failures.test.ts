import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '#cli/build-program.ts';
import { COMMAND_GROUPS } from '#cli/command-groups.ts';
import { freePort } from '../../dev/free-port.ts';
import { type PortalUnderTest, startPortalUnderTest } from './support/portal-under-test.ts';
import { runCommand } from './support/run-command.ts';

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

describe('whose word it is', () => {
  const me = (environment: Record<string, string>) =>
    runCommand(['me'], { environment: { PORTAL_URL: portal.url, ...environment }, folder });

  it('says where a token comes from when there is none', async () => {
    expect(await me({})).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'trialgate: No token: set TRIALGATE_TOKEN, or put one into .trialgate/token ("npm start" leaves one there, ' +
        '"trialgate portal create-admin" makes the first one).\n',
    });
  });

  it('takes the one in TRIALGATE_DATA, .trialgate in the current folder if not set', async () => {
    await mkdir(join(folder, '.trialgate'));
    await writeFile(join(folder, '.trialgate', 'token'), `${portal.tokens.operator}\n`);
    await mkdir(join(folder, 'other'));
    await writeFile(join(folder, 'other', 'token'), portal.tokens.viewer);
    expect((await me({})).stdout).toContain('operator@example.com');
    expect((await me({ TRIALGATE_DATA: join(folder, 'other') })).stdout).toContain('viewer@example.com');
    expect((await me({ TRIALGATE_TOKEN: portal.tokens.admin })).stdout).toContain('admin@example.com');
    expect((await me({ TRIALGATE_DATA: join(folder, 'gone') })).stderr).toContain(join(folder, 'gone', 'token'));
  });

  it('says when it holds something else, is wrong, or may not', async () => {
    expect((await me({ TRIALGATE_TOKEN: 'two words' })).stderr).toBe(
      'trialgate: TRIALGATE_TOKEN holds no token: it must be one line such as tg_….\n',
    );
    expect(await me({ TRIALGATE_TOKEN: 'tg_wrong' })).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'trialgate: This token is not known, has expired, or was revoked. Set TRIALGATE_TOKEN to a token that is valid.\n',
    });
  });
});

describe('a portal that cannot be asked', () => {
  const environment = (url: string) => ({ environment: { PORTAL_URL: url, TRIALGATE_TOKEN: 'tg_any' } });

  async function withServer(answer: Parameters<typeof createServer>[1], work: (url: string) => Promise<void>) {
    const server: Server = createServer(answer as never).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.closeAllConnections();
    server.close();
  }

  it('is told in a sentence when it is down', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    expect(await runCommand(['namespaces', 'block', '1', '--reason', 'a test'], environment(url))).toEqual({
      code: 1,
      stdout: '',
      stderr: `trialgate: The portal at ${url} cannot be reached (ECONNREFUSED). Start it with "npm start" or "trialgate portal start", or set PORTAL_URL.\n`,
    });
  });

  it('shows where something broke only with DEBUG=trialgate', async () => {
    const { environment: settings } = environment(`http://127.0.0.1:${await freePort()}`);
    expect((await runCommand(['me'], { environment: settings })).stderr).not.toContain('    at ');
    const debug = await runCommand(['me'], { environment: { ...settings, DEBUG: 'trialgate' } });
    expect(debug.stderr).toContain('    at ');
    expect(debug.stderr).toContain('caused by');
    expect(debug.code).toBe(1);
  });

  it('says that a change may have been made when the answer was lost', async () => {
    await withServer(
      (request) => request.socket.destroy(),
      async (url) => {
        const act = await runCommand(['namespaces', 'block', '1', '--reason', 'a test'], environment(url));
        expect(act.stderr).toContain('It may have been done all the same: look before you repeat it.');
        expect((await runCommand(['me'], environment(url))).stderr).not.toContain('may have been done');
      },
    );
  });

  it('says that something else answers there', async () => {
    await withServer(
      (_request, response) => response.end('<html>hello</html>'),
      async (url) => {
        expect((await runCommand(['me'], environment(url))).stderr).toBe(
          `trialgate: What answers at ${url} is not the portal; set PORTAL_URL.\n`,
        );
      },
    );
    await withServer(
      (_request, response) => response.writeHead(502).end('Bad gateway'),
      async (url) => {
        const { code, stderr } = await runCommand(['me'], environment(url));
        expect(code).toBe(1);
        expect(stderr).toContain(`${url} answered 502`);
      },
    );
  });

  it('is waited for while it is away, once long work is followed', async () => {
    const job = { id: 3, kind: 'try_rule', phase: 'deciding', done: 1, total: 2, result: null, error: null };
    const result = {
      rule: 'paid_ultimate',
      change: { state: 'off' },
      rule_set: 1,
      gains: 0,
      loses: 0,
      by_trial_type: [],
    };
    const answers = [
      { status: 200, job: { ...job, state: 'running' } },
      { status: 503, success: false, errors: 'The database cannot be reached right now.', error_attribute_map: {} },
      undefined,
      { status: 200, job: { ...job, state: 'finished', phase: 'finished', result } },
    ];
    await withServer(
      (request, response) => {
        const answer = answers.shift();
        if (answer) response.writeHead(answer.status).end(JSON.stringify(answer));
        else request.socket.destroy();
      },
      async (url) => {
        const { code, stdout } = await runCommand(['rules', 'try', '--job', '3'], environment(url));
        expect({ code, left: answers.length }).toEqual({ code: 0, left: 0 });
        expect(stdout).toContain('Nobody gains or loses anything.');
      },
    );
  });

  it('says what is wrong with PORTAL_URL', async () => {
    const { code, stderr } = await runCommand(['me'], environment('localhost'));
    expect(code).toBe(1);
    expect(stderr).toBe('trialgate: PORTAL_URL must be a URL that begins with http:// or https://.\n');
  });
});

describe('how a command is written', () => {
  it('prints help and the version without a portal or a token', async () => {
    const help = await runCommand(['--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('Example');
    expect(await runCommand(['--version'])).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' });
  });

  it('has help with an example for every command', async () => {
    const program = await buildProgram({
      environment: {},
      terminal: undefined as never,
      portal: () => Promise.reject(),
    });
    const visit = (command: Command, path: readonly string[]): string[] => {
      let help = '';
      const writeOut = (text: string) => {
        help += text;
      };
      command.configureOutput({ writeOut }).outputHelp();
      expect({ path, example: help.includes('\nExample') }).toEqual({ path, example: true });
      const below = command.commands.flatMap((child) => visit(child, [...path, child.name()]));
      return below.length > 0 ? below : [path.join(' ')];
    };
    for (const [, commands] of COMMAND_GROUPS) {
      for (const { name } of commands) expect(program.commands.map((one) => one.name())).toContain(name);
    }
    const commands = visit(program, []);
    expect(commands).toContain('rules try');
    expect(commands).toContain('me');
    expect(commands.length).toBeGreaterThan(50);
  });

  it.each([[[]], [['rules']], [['nonsense']], [['rules', 'nonsense']], [['me', 'too']], [['me', '--much']]])(
    'ends %j with 2',
    async (words) => {
      const { code, stdout, stderr } = await runCommand(words);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).not.toBe('');
    },
  );

  it('proposes what may have been meant, and where help is', async () => {
    expect((await runCommand(['chek', '1'])).stderr).toBe(
      "trialgate: unknown command 'chek'\n(Did you mean check?)\nAdd --help to see how it is written.\n",
    );
  });

  it('ends quietly when its reader has seen enough', async () => {
    const ids = Array.from({ length: 10_000 }, (_, place) => place + 1).join(' ');
    const main = join(import.meta.dirname, '../../src/cli/main.ts');
    const script = `set -o pipefail; "${process.execPath}" "${main}" check ${ids} | head -n 1`;
    const env = { PATH: process.env.PATH, PORTAL_URL: portal.url, TRIALGATE_TOKEN: portal.tokens.admin };
    const child = spawn('bash', ['-c', script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stderr.on('data', (text) => {
      said += text;
    });
    child.stdout.resume();
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, said }).toEqual({ code: 0, said: '' });
  });
});
