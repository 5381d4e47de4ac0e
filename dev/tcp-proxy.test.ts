import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TcpProxy } from './tcp-proxy.ts';

let stack: AsyncDisposableStack;
let proxy: TcpProxy;

/** A server on a port of its own, whose connections end with the test. */
async function serve(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  stack.defer(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const echo = (socket: Socket) => void socket.pipe(socket);

async function open(): Promise<{ socket: Socket; received: () => Buffer }> {
  const socket = connect({ port: proxy.port, host: '127.0.0.1' });
  stack.defer(() => void socket.destroy());
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk as Buffer));
  socket.on('error', () => {});
  await once(socket, 'connect');
  return { socket, received: () => Buffer.concat(chunks) };
}

const since = async (work: () => Promise<unknown>) => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  proxy = stack.use(new TcpProxy({ port: await serve(echo) }));
  await proxy.start();
});
afterEach(() => stack.disposeAsync());

test('passes on what comes, whole and in order, and the end after it', async () => {
  const { socket, received } = await open();
  const sent = Buffer.alloc(3_000_000, 'abcdefghijklmnopqrstuvwxyz');
  socket.end(sent);
  await once(socket, 'close');
  expect(received().equals(sent)).toBe(true);
  await expect.poll(() => proxy.connections).toBe(0);
});

test('delays in both directions or in one, and keeps the order', async () => {
  const { socket, received } = await open();
  const roundTrip = () =>
    since(async () => {
      socket.write('x');
      await once(socket, 'data');
    });
  proxy.delay(60);
  expect(await roundTrip()).toBeGreaterThan(115);
  proxy.delay(0, 'to client');
  const once60 = await roundTrip();
  expect(once60).toBeGreaterThan(55);
  expect(once60).toBeLessThan(115);
  proxy.delay(0);
  expect(await roundTrip()).toBeLessThan(55);
  proxy.delay(40);
  for (const letter of 'yz') socket.write(letter);
  await expect.poll(() => received().toString()).toBe('xxxyz');
});

test('a delay holds nobody up: what is sent together arrives together', async () => {
  const { socket, received } = await open();
  proxy.delay(100, 'to target');
  for (let piece = 0; piece < 10; piece++) {
    socket.write('x');
    await setTimeout(5);
  }
  expect(await since(() => expect.poll(() => received().length).toBe(10))).toBeLessThan(300);
});

test('also what is still on its way arrives when the other side is gone', async () => {
  proxy.target = await serve((socket) => socket.end('the last words'));
  proxy.delay(80, 'to client');
  const { socket, received } = await open();
  socket.end();
  await once(socket, 'close');
  expect(received().toString()).toBe('the last words');
});

test('hangs: accepts and passes nothing, until it is mended', async () => {
  const old = await open();
  proxy.hang();
  const young = await open();
  old.socket.write('old');
  young.socket.write('young');
  await setTimeout(100);
  expect([old.received().length, young.received().length]).toEqual([0, 0]);
  await proxy.mend();
  await expect.poll(() => `${old.received()} ${young.received()}`).toBe('old young');
});

test('cuts every connection and refuses new ones, until it is mended on the same port', async () => {
  const { socket } = await open();
  const closed = once(socket, 'close');
  const { port } = proxy;
  await proxy.cut();
  await closed;
  const refused = connect({ port, host: '127.0.0.1' });
  expect((await once(refused, 'error'))[0]).toMatchObject({ code: 'ECONNREFUSED' });
  await proxy.mend();
  expect(proxy.port).toBe(port);
  const again = await open();
  again.socket.write('x');
  await once(again.socket, 'data');
});

test('drips', async () => {
  const { socket, received } = await open();
  proxy.drip(2_000);
  socket.write(Buffer.alloc(600));
  const took = await since(() => expect.poll(() => received().length, { timeout: 5_000 }).toBe(600));
  expect(took).toBeGreaterThan(250);
  expect(took).toBeLessThan(2_000);
});

test('cuts each connection after so many bytes to the client, counted from when it was said', async () => {
  const { socket, received } = await open();
  socket.write(Buffer.alloc(50));
  await expect.poll(() => received().length).toBe(50);
  proxy.cutAfter(100);
  for (const one of [
    { socket, received, before: 50 },
    { ...(await open()), before: 0 },
  ]) {
    one.socket.write(Buffer.alloc(1_000));
    if (!one.socket.closed) await once(one.socket, 'close');
    expect(one.received().length).toBe(one.before + 100);
  }
});

test('holds a bounded part of what a slow reader does not take', async () => {
  let sent = 0;
  proxy.target = await serve((socket) => {
    const piece = Buffer.alloc(65_536);
    const more = () => {
      while (sent < 200_000_000 && socket.write(piece)) sent += piece.length;
    };
    socket.on('drain', more);
    more();
  });
  const { socket } = await open();
  socket.pause();
  await setTimeout(500);
  const before = sent;
  await setTimeout(200);
  expect(sent).toBe(before);
  // The kernel's own buffers are in it.
  expect(sent).toBeLessThan(50_000_000);
});

test('goes to another target from the next connection on', async () => {
  proxy.target = await serve((socket) => socket.end('another'));
  const { socket, received } = await open();
  await once(socket, 'end');
  expect(received().toString()).toBe('another');
});

test('a target that is not there ends the connection', async () => {
  const port = await serve(() => {});
  await stack.disposeAsync();
  stack = new AsyncDisposableStack();
  proxy = stack.use(new TcpProxy({ port }));
  await proxy.start();
  const { socket } = await open();
  if (!socket.closed) await once(socket, 'close');
  expect(proxy.connections).toBe(0);
});
