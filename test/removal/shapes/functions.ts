import { type Shape, shape } from '../support/shape.ts';

/** Functions that answer with the flag, and what is handed to them. */
export const FUNCTIONS: readonly Shape[] = [
  shape(
    'private wrapper',
    `
const isOn = () => flags.isEnabled('my_flag');

export const run = () => (isOn() ? 'new' : 'old');
`,
    `
export const run = () => 'new';
`,
    `
export const run = () => 'old';
`,
  ),
  shape(
    'private wrapper with its parameter',
    `
function isOn(userId: number) {
  const context = { userId: String(userId) };
  return flags.isEnabled('my_flag', context);
}

export function run() {
  return isOn(user.id) ? 'new' : 'old';
}
`,
    `
export function run() {
  return 'new';
}
`,
    `
export function run() {
  return 'old';
}
`,
  ),
  shape(
    'private wrapper that returns early',
    `
function isOn() {
  if (!flags.isEnabled('my_flag')) return false;
  return true;
}

export const run = () => [isOn() && other(), !isOn()];
`,
    `
export const run = () => [other(), false];
`,
    `
export const run = () => [false, true];
`,
  ),
  shape(
    'wrapper that asks something else too',
    `
function isOn() {
  return flags.isEnabled('my_flag') && other();
}

export const run = () => (isOn() ? 'new' : 'old');
`,
    `
function isOn() {
  return other();
}

export const run = () => (isOn() ? 'new' : 'old');
`,
    `
function isOn() {
  return false;
}

export const run = () => (isOn() ? 'new' : 'old');
`,
  ),
  shape(
    'exported wrapper',
    `
import { isOn } from './wrapper';

export const run = () => (isOn(user.id) ? 'new' : 'old');
// file: wrapper.ts
export function isOn(userId: number) {
  return flags.isEnabled('my_flag', { userId: String(userId) });
}
`,
    `
export const run = () => 'new';
// file: wrapper.ts
export function isOn(_userId: number) {
  return true;
}
`,
    `
export const run = () => 'old';
// file: wrapper.ts
export function isOn(_userId: number) {
  return false;
}
`,
  ),
  shape(
    'wrapper with an effect',
    `
function isOn() {
  say('asked');
  return flags.isEnabled('my_flag');
}

export const run = () => (isOn() ? 'new' : 'old');
`,
    `
function isOn() {
  say('asked');
  return true;
}

export const run = () => (isOn() ? 'new' : 'old');
`,
    `
function isOn() {
  say('asked');
  return false;
}

export const run = () => (isOn() ? 'new' : 'old');
`,
  ),
  shape(
    'the flag handed on',
    `
function show(isOn: boolean, text: string) {
  return isOn ? text : say(\`no \${text}\`);
}

export function run() {
  const isOn = flags.isEnabled('my_flag');
  return [show(isOn, 'a'), show(isOn, 'b')];
}
`,
    `
function show(text: string) {
  return text;
}

export function run() {
  return [show('a'), show('b')];
}
`,
    `
function show(text: string) {
  return say(\`no \${text}\`);
}

export function run() {
  return [show('a'), show('b')];
}
`,
  ),
  shape(
    'the flag handed on in one of the calls',
    `
function show(isOn: boolean) {
  return isOn ? 'on' : 'off';
}

export const run = () => [show(flags.isEnabled('my_flag')), show(other())];
`,
    `
function show(isOn: boolean) {
  return isOn ? 'on' : 'off';
}

export const run = () => [show(true), show(other())];
`,
    `
function show(isOn: boolean) {
  return isOn ? 'on' : 'off';
}

export const run = () => [show(false), show(other())];
`,
  ),
  shape(
    'what was only called for one branch',
    `
const newWay = () => say('new');
const oldWay = () => deeper();

function deeper() {
  return say(TEXT);
}
const TEXT = 'old';

export const run = () => (flags.isEnabled('my_flag') ? newWay() : oldWay());
`,
    `
const newWay = () => say('new');

export const run = () => newWay();
`,
    `
const oldWay = () => deeper();

function deeper() {
  return say(TEXT);
}
const TEXT = 'old';

export const run = () => oldWay();
`,
  ),
  shape(
    'modules that only one branch needs',
    `
import { newWay } from './new-way';
import { oldWay, type Way } from './old-way';

export function run(): Way {
  return flags.isEnabled('my_flag') ? newWay() : oldWay();
}
// file: new-way.ts
export const newWay = () => say('new');
// file: old-way.ts
export type Way = string;

export const oldWay = () => say('old');
`,
    `
import { newWay } from './new-way';
import { type Way } from './old-way';

export function run(): Way {
  return newWay();
}
// file: new-way.ts
export const newWay = () => say('new');
// file: old-way.ts
export type Way = string;

export const oldWay = () => say('old');
`,
    `
import { oldWay, type Way } from './old-way';

export function run(): Way {
  return oldWay();
}
// file: new-way.ts
export const newWay = () => say('new');
// file: old-way.ts
export type Way = string;

export const oldWay = () => say('old');
`,
  ),
  shape(
    'exported signature',
    `
import { start } from './start';

export const run = () => start(1, 2);
// file: start.ts
export function start(one: number, two: number) {
  return flags.isEnabled('my_flag') ? say(one) : say(two);
}
`,
    `
import { start } from './start';

export const run = () => start(1, 2);
// file: start.ts
export function start(one: number, _two: number) {
  return say(one);
}
`,
    `
import { start } from './start';

export const run = () => start(1, 2);
// file: start.ts
export function start(_one: number, two: number) {
  return say(two);
}
`,
  ),
  shape(
    'callback',
    `
export function run() {
  return [1, 2].map((one) => (flags.isEnabled('my_flag') ? one : -one)).filter(() => flags.isEnabled('my_flag'));
}
`,
    `
export function run() {
  return [1, 2].map((one) => one).filter(() => true);
}
`,
    `
export function run() {
  return [1, 2].map((one) => -one).filter(() => false);
}
`,
  ),
  shape(
    'method chosen by the flag',
    `
const ways = { fresh: () => say('new'), old: () => say('old') };

export function run() {
  const way = flags.isEnabled('my_flag') ? ways.fresh : ways.old;
  return way();
}
`,
    `
const ways = { fresh: () => say('new'), old: () => say('old') };

export function run() {
  const way = ways.fresh;
  return way();
}
`,
    `
const ways = { fresh: () => say('new'), old: () => say('old') };

export function run() {
  const way = ways.old;
  return way();
}
`,
  ),
  shape(
    'name of a member chosen by the flag',
    `
const ways = { fresh: () => say('new'), old: () => say('old') };

export const run = () => ways[flags.isEnabled('my_flag') ? 'fresh' : 'old']();
`,
    `
const ways = { fresh: () => say('new'), old: () => say('old') };

export const run = () => ways['fresh']();
`,
    `
const ways = { fresh: () => say('new'), old: () => say('old') };

export const run = () => ways['old']();
`,
  ),
  shape(
    'immediately called',
    `
export const run = () => (() => (flags.isEnabled('my_flag') ? 'new' : 'old'))();
`,
    `
export const run = () => (() => 'new')();
`,
    `
export const run = () => (() => 'old')();
`,
  ),
  shape(
    'parameters that a type gives',
    `
type Ask = (size: number, userId: number) => number;

const ask: Ask = (size, userId) => (flags.isEnabled('my_flag', { userId }) ? size : 0);

export const run = () => [ask].map((one) => one(2, 7));
`,
    `
type Ask = (size: number, userId: number) => number;

const ask: Ask = (size) => size;

export const run = () => [ask].map((one) => one(2, 7));
`,
    `
type Ask = (size: number, userId: number) => number;

const ask: Ask = () => 0;

export const run = () => [ask].map((one) => one(2, 7));
`,
  ),
];
