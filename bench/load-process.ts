import { connect } from 'node:net';
import { toSample } from './rounds.ts';

/** A process of its own that asks as fast as it can: requests are made beforehand, so that it takes little of the machine. */

type Order = { port: number; path: string; ids: number[]; batch: number; connections: number; milliseconds: number };

const PREPARED = 2_000;

function prepare({ path, ids, batch }: Order): Buffer[] {
  return Array.from({ length: PREPARED }, () => {
    const chosen = Array.from({ length: batch }, () => ids[Math.floor(Math.random() * ids.length)]);
    const query = chosen.map((id) => `namespace_ids%5B%5D=${id}`).join('&');
    const headers = 'Host: bench\r\nX-Admin-Email: gl_com_api@gitlab.com\r\nX-Admin-Token: customer_admin_token\r\n';
    return Buffer.from(`GET ${path}?${query} HTTP/1.1\r\n${headers}\r\n`);
  });
}

function runConnection(order: Order, requests: Buffer[], end: number, durations: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(order.port, '127.0.0.1');
    let sentAt = 0;
    let expected = -1;
    let received = 0;
    const send = () => {
      if (performance.now() > end) {
        socket.destroy();
        return resolve();
      }
      expected = -1;
      received = 0;
      sentAt = performance.now();
      socket.write(requests[Math.floor(Math.random() * requests.length)] as Buffer);
    };
    socket.setNoDelay(true);
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      if (expected < 0) {
        const head = chunk.toString('latin1', 0, chunk.indexOf('\r\n\r\n'));
        if (!head.startsWith('HTTP/1.1 200')) return reject(new Error(head));
        expected = head.length + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1]);
      }
      received += chunk.length;
      if (received < expected) return;
      durations.push((performance.now() - sentAt) * 1_000);
      send();
    });
  });
}

process.on('message', async (order: Order) => {
  const requests = prepare(order);
  const durations: number[] = [];
  const began = performance.now();
  const end = began + order.milliseconds;
  await Promise.all(Array.from({ length: order.connections }, () => runConnection(order, requests, end, durations)));
  process.send?.(toSample(durations, performance.now() - began));
});
