import { type Shape, shape } from '../support/shape.ts';

/** Answers that come later: OpenFeature's client. */
export const AWAITED: readonly Shape[] = [
  shape(
    'awaited',
    `
export async function run() {
  if (await client.getBooleanValue('my_flag', false, { targetingKey: String(user.id) })) {
    return say('new');
  }
  return say('old');
}
`,
    `
export async function run() {
  return say('new');
}
`,
    `
export async function run() {
  return say('old');
}
`,
  ),
  shape(
    'details',
    `
export async function run() {
  const details = await client.getBooleanDetails('my_flag', false);
  return details.value ? details.reason : 'off';
}
`,
    `
export async function run() {
  return 'STATIC';
}
`,
    `
export async function run() {
  return 'off';
}
`,
  ),
  shape(
    'details taken apart',
    `
export async function run() {
  const { value, reason } = await client.getBooleanDetails('my_flag', false);
  say(reason);
  return value ? 'new' : 'old';
}
`,
    `
export async function run() {
  say('STATIC');
  return 'new';
}
`,
    `
export async function run() {
  say('STATIC');
  return 'old';
}
`,
  ),
  shape(
    'value of details at once',
    `
export const run = async () => ((await client.getBooleanDetails('my_flag', false)).value ? 'new' : 'old');
`,
    `
export const run = async () => 'new';
`,
    `
export const run = async () => 'old';
`,
  ),
  shape(
    'then',
    `
export const run = () => client.getBooleanValue('my_flag', false).then((isOn) => (isOn ? say('new') : say('old')));
`,
    `
export const run = () => Promise.resolve(true).then(() => say('new'));
`,
    `
export const run = () => Promise.resolve(false).then(() => say('old'));
`,
  ),
  shape(
    'several at once',
    `
export async function run() {
  const [isOn, text] = await Promise.all([client.getBooleanValue('my_flag', false), later('text')]);
  return isOn ? text : 'old';
}

const later = async (text: string) => say(text);
`,
    `
export async function run() {
  const [, text] = await Promise.all([true, later('text')]);
  return text;
}

const later = async (text: string) => say(text);
`,
    `
export async function run() {
  await Promise.all([false, later('text')]);
  return 'old';
}

const later = async (text: string) => say(text);
`,
  ),
  shape(
    'private wrapper',
    `
async function isOn() {
  return client.getBooleanValue('my_flag', false);
}

export const run = async () => ((await isOn()) ? 'new' : 'old');
`,
    `
export const run = async () => 'new';
`,
    `
export const run = async () => 'old';
`,
  ),
  shape(
    'a promise kept for later',
    `
export async function run() {
  const asked = client.getBooleanValue('my_flag', false);
  say('meanwhile');
  return (await asked) ? 'new' : 'old';
}
`,
    `
export async function run() {
  say('meanwhile');
  return 'new';
}
`,
    `
export async function run() {
  say('meanwhile');
  return 'old';
}
`,
  ),
  shape(
    'arguments that wait',
    `
const session = async () => say({ id: 1 });

export async function run() {
  const isOn = await client.getBooleanValue('my_flag', false, { targetingKey: String((await session()).id) });
  return isOn ? 'new' : 'old';
}
`,
    `
const session = async () => say({ id: 1 });

export async function run() {
  await session();
  return 'new';
}
`,
    `
const session = async () => say({ id: 1 });

export async function run() {
  await session();
  return 'old';
}
`,
  ),
  shape(
    'text of a variant',
    `
export async function run() {
  const colour = await client.getStringValue('my_flag', 'grey');
  return colour === 'blue' ? say('new') : say(colour);
}
`,
    `
export async function run() {
  return say('new');
}
`,
    `
export async function run() {
  const colour = 'grey';
  return say(colour);
}
`,
  ),
  shape(
    'nobody waits for it',
    `
export async function run() {
  void client.getBooleanValue('my_flag', false);
  await client.getBooleanValue('my_flag', false);
  return 'end';
}
`,
    `
export async function run() {
  return 'end';
}
`,
    `
export async function run() {
  return 'end';
}
`,
  ),
  shape(
    'a client that has to be got hold of first',
    `
let known: typeof client | undefined;

function getClient() {
  known ??= client;
  return known;
}

export async function run() {
  const isOn = await getClient().getBooleanValue('my_flag', false);
  return isOn ? say('new') : say('old');
}
`,
    `
export async function run() {
  return say('new');
}
`,
    `
export async function run() {
  return say('old');
}
`,
  ),
  shape(
    'a flag that cannot fail any more',
    `
async function isOn(): Promise<boolean> {
  try {
    const name = 'my_flag';
    return await client.getBooleanValue(name, false);
  } catch (error) {
    say(error);
    return false;
  }
}

export const run = async () => ((await isOn()) ? say('new') : say('old'));
`,
    `
export const run = async () => say('new');
`,
    `
export const run = async () => say('old');
`,
  ),
  shape(
    'a try around it, and something else that may fail',
    `
export async function run() {
  try {
    // Asked first.
    return await client.getBooleanValue('my_flag', false);
  } catch {
    say('failed');
  }
  try {
    say('beside');
    return await client.getBooleanValue('my_flag', false);
  } catch {
    return say('failed');
  }
}
`,
    `
export async function run() {
  return true;
}
`,
    `
export async function run() {
  return false;
}
`,
  ),
];
