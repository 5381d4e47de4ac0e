import type { Setting } from '#kit/config/read-settings.ts';

/** `support=https://chat.example/hooks/1,fulfillment=https://…`: webhooks by the names that plans give to channels. */
export function channels(): Setting<ReadonlyMap<string, string>> {
  return {
    fallback: new Map(),
    mustBe: 'names with URLs, such as support=https://chat.example/hooks/1, with commas between them',
    parse: (text) => new Map(text.split(',').map((one) => readChannel(one.trim()))),
  };
}

function readChannel(text: string): [name: string, url: string] {
  const [, name, url] = /^([a-z][a-z0-9_-]*)=(https?:\/\/\S+)$/.exec(text) ?? [];
  if (name === undefined || url === undefined || !URL.canParse(url)) throw new RangeError('invalid');
  return [name, url];
}
