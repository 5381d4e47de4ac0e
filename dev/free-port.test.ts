import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';

// Drawn at random from 12,000, some of as many would be the same.
const HOW_MANY = 500;

const GIVE_PORTS = `
  const { freePort } = await import(${JSON.stringify(new URL('free-port.ts', import.meta.url).href)});
  console.log(JSON.stringify(await Promise.all(Array.from({ length: ${HOW_MANY} }, freePort))));
  process.stdin.resume();
`;

test('a port is given once, whoever asks, as long as whoever got it lives', async () => {
  const given = await Promise.all([portsOfAProcess(), portsOfAProcess()]);
  expect(new Set(given.flat()).size).toBe(2 * HOW_MANY);
});

async function portsOfAProcess(): Promise<number[]> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', GIVE_PORTS], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill());
  const [line] = await once(createInterface(child.stdout), 'line');
  return JSON.parse(line);
}
