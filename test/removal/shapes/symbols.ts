import { type Shape, shape } from '../support/shape.ts';

/** The flag by its symbol: constants, enums, aliases, re-exports, definitions. */
export const SYMBOLS: readonly Shape[] = [
  shape(
    'constant',
    `
const FLAG = 'my_flag';

export const run = () => (flags.isEnabled(FLAG) ? 'new' : 'old');
`,
    `
export const run = () => 'new';
`,
    `
export const run = () => 'old';
`,
  ),
  shape(
    'constant object',
    `
import { FLAGS } from './names';

export const run = () => (flags.isEnabled(FLAGS.mine) ? 'new' : flags.isEnabled.length);
// file: names.ts
export const FLAGS = { mine: 'my_flag', theirs: 'their_flag' } as const;
`,
    `
export const run = () => 'new';
// file: names.ts
export const FLAGS = { theirs: 'their_flag' } as const;
`,
    `
export const run = () => flags.isEnabled.length;
// file: names.ts
export const FLAGS = { theirs: 'their_flag' } as const;
`,
  ),
  shape(
    'object without literal types',
    `
const FLAGS = { mine: 'my_flag', theirs: 'their_flag' };

export const run = () => (flags.isEnabled(FLAGS.mine) ? 'new' : FLAGS.theirs);
`,
    `
export const run = () => 'new';
`,
    `
const FLAGS = { theirs: 'their_flag' };

export const run = () => FLAGS.theirs;
`,
  ),
  shape(
    'enum',
    `
enum Flag {
  Mine = 'my_flag',
  Theirs = 'their_flag',
}

export const run = () => (flags.isEnabled(Flag.Mine) ? 'new' : Flag.Theirs.length);
`,
    `
export const run = () => 'new';
`,
    `
enum Flag {
  Theirs = 'their_flag',
}

export const run = () => Flag.Theirs.length;
`,
  ),
  shape(
    'import alias',
    `
import { MY_FLAG as WANTED } from './names';

export const run = () => (flags.isEnabled(WANTED) ? 'new' : 'old');
// file: names.ts
export const MY_FLAG = 'my_flag';
export const OTHER = 'other_flag';
`,
    `
export const run = () => 'new';
// file: names.ts
export const OTHER = 'other_flag';
`,
    `
export const run = () => 'old';
// file: names.ts
export const OTHER = 'other_flag';
`,
  ),
  shape(
    'namespace import',
    `
import * as names from './names';

export const run = () => (flags.isEnabled(names.MY_FLAG) ? 'new' : names.OTHER);
// file: names.ts
export const MY_FLAG = 'my_flag';
export const OTHER = 'other_flag';
`,
    `
export const run = () => 'new';
// file: names.ts
export const OTHER = 'other_flag';
`,
    `
import * as names from './names';

export const run = () => names.OTHER;
// file: names.ts
export const OTHER = 'other_flag';
`,
  ),
  shape(
    're-export',
    `
import { mine } from './index';

export const run = () => (flags.isEnabled(mine) ? 'new' : 'old');
// file: index.ts
export { MY_FLAG as mine, OTHER } from './names';
// file: names.ts
export const MY_FLAG = 'my_flag';
export const OTHER = 'other_flag';
`,
    `
export const run = () => 'new';
// file: index.ts
export { OTHER } from './names';
// file: names.ts
export const OTHER = 'other_flag';
`,
    `
export const run = () => 'old';
// file: index.ts
export { OTHER } from './names';
// file: names.ts
export const OTHER = 'other_flag';
`,
  ),
  shape(
    'definition with its own file',
    `
import { DEFINITIONS } from './definitions';
import { mine } from './mine';

export const run = () => (flags.isEnabled(mine.name, {}, mine.default) ? DEFINITIONS.some(({ name }) => name === 'x') : 'old');
// file: definitions.ts
import { mine } from './mine';

const theirs = { name: 'their_flag', default: false };

export const DEFINITIONS = [mine, theirs];
// file: mine.ts
import { define } from './define';

export const mine = define({ name: 'my_flag', default: false });
// file: define.ts
export function define<const Name extends string>(flag: { name: Name; default: boolean }) {
  return flag;
}
`,
    `
import { DEFINITIONS } from './definitions';

export const run = () => DEFINITIONS.some(({ name }) => name === 'x');
// file: definitions.ts
const theirs = { name: 'their_flag', default: false };

export const DEFINITIONS = [theirs];
// file: define.ts
export function define<const Name extends string>(flag: { name: Name; default: boolean }) {
  return flag;
}
`,
    `
export const run = () => 'old';
// file: definitions.ts
const theirs = { name: 'their_flag', default: false };

export const DEFINITIONS = [theirs];
// file: define.ts
export function define<const Name extends string>(flag: { name: Name; default: boolean }) {
  return flag;
}
`,
  ),
  shape(
    'list of definitions',
    `
const REGISTRY = [
  { name: 'my_flag', owner: 'us' },
  { name: 'their_flag', owner: 'them' },
];

export const run = () => [flags.isEnabled('my_flag'), REGISTRY.filter(({ name }) => name === 'their_flag')];
`,
    `
const REGISTRY = [
  { name: 'their_flag', owner: 'them' },
];

export const run = () => [true, REGISTRY.filter(({ name }) => name === 'their_flag')];
`,
    `
const REGISTRY = [
  { name: 'their_flag', owner: 'them' },
];

export const run = () => [false, REGISTRY.filter(({ name }) => name === 'their_flag')];
`,
  ),
  shape(
    'list of names',
    `
const NAMES = ['their_flag', 'my_flag'] as const;

export const run = () => (flags.isEnabled('my_flag') ? 'new' : NAMES.filter((name) => name !== 'my_flag').length);
`,
    `
export const run = () => 'new';
`,
    `
const NAMES = ['their_flag'] as const;

export const run = () => NAMES.filter(() => true).length;
`,
  ),
  shape(
    'map and set',
    `
const defaults = new Map([
  ['my_flag', false],
  ['their_flag', true],
]);
const known = new Set(['my_flag', 'their_flag']);

export const run = () => [flags.isEnabled('my_flag'), defaults.get('their_flag'), known.has('their_flag')];
`,
    `
const defaults = new Map([
  ['their_flag', true],
]);
const known = new Set(['their_flag']);

export const run = () => [true, defaults.get('their_flag'), known.has('their_flag')];
`,
    `
const defaults = new Map([
  ['their_flag', true],
]);
const known = new Set(['their_flag']);

export const run = () => [false, defaults.get('their_flag'), known.has('their_flag')];
`,
  ),
  shape(
    'type of names',
    `
type Name = 'their_flag' | 'my_flag';
const ask = (name: Name) => (name === 'my_flag' ? flags.isEnabled(name) : name);

export const run = () => [flags.isEnabled('my_flag' satisfies Name), ask('their_flag')];
`,
    `
type Name = 'their_flag';
const ask = (name: Name) => name;

export const run = () => [true, ask('their_flag')];
`,
    `
type Name = 'their_flag';
const ask = (name: Name) => name;

export const run = () => [false, ask('their_flag')];
`,
  ),
  shape(
    'static member',
    `
class Flags {
  static readonly mine = 'my_flag';
  static readonly theirs = 'their_flag';
}

export const run = () => (flags.isEnabled(Flags.mine) ? 'new' : Flags.theirs.length);
`,
    `
export const run = () => 'new';
`,
    `
class Flags {
  static readonly theirs = 'their_flag';
}

export const run = () => Flags.theirs.length;
`,
  ),
  shape(
    'template without holes',
    `
export const run = () => (flags.isEnabled(\`my_flag\`) ? 'new' : 'old');
`,
    `
export const run = () => 'new';
`,
    `
export const run = () => 'old';
`,
  ),
];
