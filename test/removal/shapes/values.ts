import { type Shape, shape } from '../support/shape.ts';

/** Values that follow from the flag: names, objects, defaults, templates. */
export const VALUES: readonly Shape[] = [
  shape(
    'a value that is not boolean beside the flag',
    `
export function run() {
  const one = maybe() && flags.isEnabled('my_flag');
  const two = maybe() || flags.isEnabled('my_flag');
  return [one, two];
}
`,
    `
export function run() {
  const one = maybe() && true;
  const two = maybe() || true;
  return [one, two];
}
`,
    `
export function run() {
  const one = maybe() && false;
  const two = maybe() || false;
  return [one, two];
}
`,
  ),
  shape(
    'boolean beside the flag',
    `
export function run() {
  const both = other() && flags.isEnabled('my_flag');
  const either = other() || flags.isEnabled('my_flag');
  return { both, either };
}
`,
    `
export function run() {
  const both = other();
  other();
  return { both, either: true };
}
`,
    `
export function run() {
  other();
  const either = other();
  return { both: false, either };
}
`,
  ),
  shape(
    'nullish',
    `
export function run() {
  return (flags.isEnabled('my_flag') ? undefined : 'old') ?? say('new');
}
`,
    `
export function run() {
  return say('new');
}
`,
    `
export function run() {
  return 'old';
}
`,
  ),
  shape(
    'a name for a number stays a name',
    `
export function run() {
  const limit = flags.isEnabled('my_flag') ? 10 : 5;
  return limit * 2 + limit;
}
`,
    `
export function run() {
  const limit = 10;
  return limit * 2 + limit;
}
`,
    `
export function run() {
  const limit = 5;
  return limit * 2 + limit;
}
`,
  ),
  shape(
    'a name for a text that decides',
    `
export function run() {
  const mode = flags.isEnabled('my_flag') ? 'new' : 'old';
  if (mode === 'new') say('new');
  return mode;
}
`,
    `
export function run() {
  const mode = 'new';
  say('new');
  return mode;
}
`,
    `
export function run() {
  const mode = 'old';
  return mode;
}
`,
  ),
  shape(
    'member of an object',
    `
export function run() {
  return { enabled: flags.isEnabled('my_flag'), disabled: !flags.isEnabled('my_flag') };
}
`,
    `
export function run() {
  return { enabled: true, disabled: false };
}
`,
    `
export function run() {
  return { enabled: false, disabled: true };
}
`,
  ),
  shape(
    'object that is only read',
    `
export function run() {
  const settings = { isOn: flags.isEnabled('my_flag'), size: 3 };
  return settings.isOn ? say(settings.size) : say('off');
}
`,
    `
export function run() {
  const settings = { isOn: true, size: 3 };
  return say(settings.size);
}
`,
    `
export function run() {
  return say('off');
}
`,
  ),
  shape(
    'object that may be changed elsewhere',
    `
export function run() {
  const settings = { isOn: flags.isEnabled('my_flag') };
  flip(settings);
  return settings.isOn;
}

function flip(settings: { isOn: boolean }) {
  settings.isOn = !settings.isOn;
}
`,
    `
export function run() {
  const settings = { isOn: true };
  flip(settings);
  return settings.isOn;
}

function flip(settings: { isOn: boolean }) {
  settings.isOn = !settings.isOn;
}
`,
    `
export function run() {
  const settings = { isOn: false };
  flip(settings);
  return settings.isOn;
}

function flip(settings: { isOn: boolean }) {
  settings.isOn = !settings.isOn;
}
`,
  ),
  shape(
    'shorthand',
    `
export function run() {
  const isOn = flags.isEnabled('my_flag');
  return say({ isOn, other: other() });
}
`,
    `
export function run() {
  return say({ isOn: true, other: other() });
}
`,
    `
export function run() {
  return say({ isOn: false, other: other() });
}
`,
  ),
  shape(
    'spread of an object',
    `
export function run() {
  return { a: 1, ...(flags.isEnabled('my_flag') ? { b: 2, c: say(3) } : {}), ...(flags.isEnabled('my_flag') && { d: 4 }) };
}
`,
    `
export function run() {
  return { a: 1, b: 2, c: say(3), d: 4 };
}
`,
    `
export function run() {
  return { a: 1 };
}
`,
  ),
  shape(
    'spread of a list',
    `
export function run() {
  return ['a', ...(flags.isEnabled('my_flag') ? ['b'] : []), ...(flags.isEnabled('my_flag') ? [] : ['c']), 'd'];
}
`,
    `
export function run() {
  return ['a', 'b', 'd'];
}
`,
    `
export function run() {
  return ['a', 'c', 'd'];
}
`,
  ),
  shape(
    'template',
    `
export function run() {
  return \`is \${flags.isEnabled('my_flag') ? 'on' : 'off'} for \${user.id}: \${flags.isEnabled('my_flag')}\`;
}
`,
    `
export function run() {
  return \`is on for \${user.id}: true\`;
}
`,
    `
export function run() {
  return \`is off for \${user.id}: false\`;
}
`,
  ),
  shape(
    'default of a parameter',
    `
function show(isOn = flags.isEnabled('my_flag')) {
  return isOn ? 'on' : 'off';
}

export function run() {
  return [show(), show(true), show(false)];
}
`,
    `
function show(isOn = true) {
  return isOn ? 'on' : 'off';
}

export function run() {
  return [show(), show(true), show(false)];
}
`,
    `
function show(isOn = false) {
  return isOn ? 'on' : 'off';
}

export function run() {
  return [show(), show(true), show(false)];
}
`,
  ),
  shape(
    'destructured with a default',
    `
export function run() {
  const { value: isOn = false, size } = { value: flags.isEnabled('my_flag'), size: 1 };
  return isOn ? size : -size;
}
`,
    `
export function run() {
  const { size } = { size: 1 };
  return size;
}
`,
    `
export function run() {
  const { size } = { size: 1 };
  return -size;
}
`,
  ),
  shape(
    'a variable that is set later',
    `
export function run() {
  let greeting = 'old';
  if (flags.isEnabled('my_flag')) {
    greeting = 'new';
  }
  return greeting;
}
`,
    `
export function run() {
  let greeting = 'old';
  greeting = 'new';
  return greeting;
}
`,
    `
export function run() {
  let greeting = 'old';
  return greeting;
}
`,
  ),
  shape(
    'a variable that always gets the flag',
    `
export function run() {
  let isOn = flags.isEnabled('my_flag');
  const again = () => {
    isOn = flags.isEnabled('my_flag');
  };
  again();
  return isOn ? 'on' : 'off';
}
`,
    `
export function run() {
  const again = () => {};
  again();
  return 'on';
}
`,
    `
export function run() {
  const again = () => {};
  again();
  return 'off';
}
`,
  ),
  shape(
    'a closure that sets something else',
    `
export function run() {
  let isOn = flags.isEnabled('my_flag');
  const flip = () => {
    isOn = !isOn;
  };
  flip();
  return isOn ? 'on' : 'off';
}
`,
    `
export function run() {
  let isOn = true;
  const flip = () => {
    isOn = !isOn;
  };
  flip();
  return isOn ? 'on' : 'off';
}
`,
    `
export function run() {
  let isOn = false;
  const flip = () => {
    isOn = !isOn;
  };
  flip();
  return isOn ? 'on' : 'off';
}
`,
  ),
  shape(
    'shadowed name',
    `
export function run() {
  const isOn = flags.isEnabled('my_flag');
  const inner = (isOn: boolean) => (isOn ? 'inner on' : 'inner off');
  return [isOn ? 'on' : 'off', inner(other())];
}
`,
    `
export function run() {
  const inner = (isOn: boolean) => (isOn ? 'inner on' : 'inner off');
  return ['on', inner(other())];
}
`,
    `
export function run() {
  const inner = (isOn: boolean) => (isOn ? 'inner on' : 'inner off');
  return ['off', inner(other())];
}
`,
  ),
  shape(
    'two flags',
    `
export function run() {
  const [mine, theirs] = [flags.isEnabled('my_flag'), other()];
  return mine && theirs ? 'both' : 'not both';
}
`,
    `
export function run() {
  const [, theirs] = [true, other()];
  return theirs ? 'both' : 'not both';
}
`,
    `
export function run() {
  other();
  return 'not both';
}
`,
  ),
  shape(
    'arguments with effects',
    `
export function run() {
  let count = 0;
  const isOn = flags.isEnabled('my_flag', { userId: say(\`u\${(count += 1)}\`) });
  return isOn ? count : -count;
}
`,
    `
export function run() {
  let count = 0;
  say(\`u\${(count += 1)}\`);
  return count;
}
`,
    `
export function run() {
  let count = 0;
  say(\`u\${(count += 1)}\`);
  return -count;
}
`,
  ),
  shape(
    'negated name',
    `
export function run() {
  const isOff = !flags.isEnabled('my_flag');
  const both = isOff && other();
  return both ? 'off' : 'on';
}
`,
    `
export function run() {
  return 'on';
}
`,
    `
export function run() {
  const both = other();
  return both ? 'off' : 'on';
}
`,
  ),
];
