type Node = {
  readonly sendCommand: (words: string[]) => Promise<unknown>;
};

/** Moves the slot of a key with all that lies in it to the next master, as redis-cli --cluster does. */
export async function moveSlotOf(key: string, masters: readonly Node[]): Promise<void> {
  const [first] = masters;
  if (!first) throw new Error('There are no masters.');
  const slot = Number(await first.sendCommand(['CLUSTER', 'KEYSLOT', key]));
  const ranges = (await first.sendCommand(['CLUSTER', 'SLOTS'])) as [number, number, [string, number, string]][];
  const owner = ranges.find(([from, to]) => from <= slot && slot <= to)?.[2][2];
  const ids = await Promise.all(masters.map(async (one) => String(await one.sendCommand(['CLUSTER', 'MYID']))));
  const from = ids.indexOf(owner ?? '');
  const to = (from + 1) % masters.length;
  const setSlot = (at: number, ...words: string[]) =>
    masters[at]?.sendCommand(['CLUSTER', 'SETSLOT', String(slot), ...words]);
  await setSlot(to, 'IMPORTING', ids[from] ?? '');
  await setSlot(from, 'MIGRATING', ids[to] ?? '');
  const keys = (await masters[from]?.sendCommand(['CLUSTER', 'GETKEYSINSLOT', String(slot), '1000'])) as string[];
  const port = String(await portOf(masters[to]));
  if (keys.length > 0) {
    await masters[from]?.sendCommand(['MIGRATE', '127.0.0.1', port, '', '0', '5000', 'KEYS', ...keys]);
  }
  for (const at of [to, from, ...masters.keys()]) await setSlot(at, 'NODE', ids[to] ?? '');
}

async function portOf(node: Node | undefined): Promise<string> {
  const told = String(await node?.sendCommand(['INFO', 'server']));
  return /tcp_port:(\d+)/.exec(told)?.[1] ?? '';
}
