import { type Shape, shape } from '../support/shape.ts';

/** Blocks that are unwrapped, and what they declare. */
export const SCOPES: readonly Shape[] = [
  shape(
    'names of the block do not collide',
    `
export function run() {
  if (flags.isEnabled('my_flag')) {
    const text = 'new';
    say(text);
  }
  return 1;
}
`,
    `
export function run() {
  const text = 'new';
  say(text);
  return 1;
}
`,
    `
export function run() {
  return 1;
}
`,
  ),
  shape(
    'names of the block collide',
    `
export function run() {
  const text = 'outer';
  if (flags.isEnabled('my_flag')) {
    const text = 'inner';
    say(text);
  }
  return text;
}
`,
    `
export function run() {
  const text = 'outer';
  {
    const text = 'inner';
    say(text);
  }
  return text;
}
`,
    `
export function run() {
  const text = 'outer';
  return text;
}
`,
  ),
  shape(
    'names of the block collide with a parameter',
    `
function show(text: string) {
  say(text);
  if (flags.isEnabled('my_flag')) {
    const text = 'inner';
    say(text);
  }
}

export function run() {
  show('x');
}
`,
    `
function show(text: string) {
  say(text);
  {
    const text = 'inner';
    say(text);
  }
}

export function run() {
  show('x');
}
`,
    `
function show(text: string) {
  say(text);
}

export function run() {
  show('x');
}
`,
  ),
  shape(
    'names of the block hide an outer one',
    `
const text = 'outer';

export function run() {
  const later = () => text;
  if (flags.isEnabled('my_flag')) {
    const text = 'inner';
    say(text);
  }
  return later();
}
`,
    `
const text = 'outer';

export function run() {
  const later = () => text;
  {
    const text = 'inner';
    say(text);
  }
  return later();
}
`,
    `
const text = 'outer';

export function run() {
  const later = () => text;
  return later();
}
`,
  ),
  shape(
    'template lines keep their blanks',
    `
export function run() {
  if (flags.isEnabled('my_flag')) {
    const text = \`a
      b
    c\`;
    return text;
  }
  return '';
}
`,
    `
export function run() {
  const text = \`a
      b
    c\`;
  return text;
}
`,
    `
export function run() {
  return '';
}
`,
  ),
  shape(
    'comments of what goes',
    `
// What this file is about.

export function run() {
  // Only the old way needs this.
  if (!flags.isEnabled('my_flag')) {
    say('old'); // trailing
  }

  // This stays.
  return 1;
}
`,
    `
// What this file is about.

export function run() {
  // This stays.
  return 1;
}
`,
    `
// What this file is about.

export function run() {
  // Only the old way needs this.
  say('old'); // trailing

  // This stays.
  return 1;
}
`,
  ),
  shape(
    'nested functions are hoisted',
    `
export function run() {
  if (flags.isEnabled('my_flag')) {
    return twice(2);
  }
  say('old');

  function twice(value: number) {
    return value * 2;
  }
  return twice(1);
}
`,
    `
export function run() {
  return twice(2);

  function twice(value: number) {
    return value * 2;
  }
}
`,
    `
export function run() {
  say('old');

  function twice(value: number) {
    return value * 2;
  }
  return twice(1);
}
`,
  ),
  shape(
    'try and catch',
    `
export function run() {
  try {
    if (flags.isEnabled('my_flag')) {
      throw new Error('new');
    }
    say('old');
  } catch (error) {
    say(error instanceof Error ? error.message : 'what');
  } finally {
    if (!flags.isEnabled('my_flag')) say('finally');
  }
}
`,
    `
export function run() {
  try {
    throw new Error('new');
  } catch (error) {
    say(error instanceof Error ? error.message : 'what');
  } finally {}
}
`,
    `
export function run() {
  try {
    say('old');
  } catch (error) {
    say(error instanceof Error ? error.message : 'what');
  } finally {
    say('finally');
  }
}
`,
  ),
  shape(
    'a loop that does nothing any more',
    `
function chosen(ids: ReadonlySet<number>) {
  const found: number[] = [];
  for (const id of ids) if (flags.isEnabled('my_flag', { userId: id })) found.push(id);
  for (const id of ids) {
    if (!flags.isEnabled('my_flag', { userId: id })) {
      say(id);
    }
  }
  return found;
}

export const run = () => chosen(new Set([1, 2]));
`,
    `
function chosen(ids: ReadonlySet<number>) {
  const found: number[] = [];
  for (const id of ids) found.push(id);
  return found;
}

export const run = () => chosen(new Set([1, 2]));
`,
    `
function chosen(ids: ReadonlySet<number>) {
  const found: number[] = [];
  for (const id of ids) {
    say(id);
  }
  return found;
}

export const run = () => chosen(new Set([1, 2]));
`,
  ),
];
