/** The names of keys and of the channel. What processes share carries a hash tag: it lies on one master of a cluster. */
export type StoreNames = {
  readonly entry: (namespaceId: number) => string;
  readonly number: string;
  readonly state: string;
  readonly cursor: string;
  readonly reader: string;
  readonly processes: string;
  readonly acknowledgement: string;
  readonly channel: string;
};

/** `prefix` stands before every name, so that several environments can share one Redis. */
export function nameStore(prefix = ''): StoreNames {
  const shared = `${prefix}{eligible_trials}:`;
  const entries = `${prefix}namespaces:eligible_trials:`;
  return {
    entry: (namespaceId) => entries + namespaceId,
    number: `${shared}number`,
    state: `${shared}state`,
    cursor: `${shared}cursor`,
    reader: `${shared}reader`,
    processes: `${shared}processes`,
    acknowledgement: `${shared}ack:`,
    channel: `${shared}messages`,
  };
}
