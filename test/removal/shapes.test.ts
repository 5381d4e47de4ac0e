import { describe, expect, test } from 'vitest';
import { AWAITED } from './shapes/awaited.ts';
import { CLASSES } from './shapes/classes.ts';
import { CONDITIONS } from './shapes/conditions.ts';
import { FUNCTIONS } from './shapes/functions.ts';
import { MARKUP } from './shapes/markup.ts';
import { SCOPES } from './shapes/scopes.ts';
import { SWITCHES } from './shapes/switches.ts';
import { SYMBOLS } from './shapes/symbols.ts';
import { VALUES } from './shapes/values.ts';
import { foldFiles } from './support/fold-shapes.ts';
import { runShape, sameTrace } from './support/run-shape.ts';
import { filesOf, type Shape } from './support/shape.ts';

const SHAPES: readonly Shape[] = [
  ...CONDITIONS,
  ...VALUES,
  ...SCOPES,
  ...SWITCHES,
  ...SYMBOLS,
  ...FUNCTIONS,
  ...CLASSES,
  ...AWAITED,
  ...MARKUP,
];

const folderOf = (index: number) => `shape-${index}`;
const inFolder = (text: string, index: number) =>
  [...filesOf(text)].map(([name, content]) => [`${folderOf(index)}/${name}`, content] as const);
const all = new Map(SHAPES.flatMap(({ before }, index) => inFolder(before, index)));
const of = (files: ReadonlyMap<string, string>, index: number) =>
  new Map(
    [...files].flatMap(([path, text]) =>
      path.startsWith(`${folderOf(index)}/`) ? [[path.slice(folderOf(index).length + 1), text]] : [],
    ),
  );

describe.each([['on', true] as const, ['off', false] as const])('kept %s', (word, keep) => {
  const folded = foldFiles(all, keep);
  const again = foldFiles(folded.files, keep);

  test('everything type-checks afterwards, and nothing is left open', () => {
    expect(folded.unresolved).toEqual([]);
    expect(folded.complaints).toEqual([]);
    expect([...folded.files].filter(([, text]) => text.includes('my_flag'))).toEqual([]);
  });

  test('a second removal changes nothing', () => {
    expect(again.files).toEqual(folded.files);
  });

  test.each(SHAPES.map((one, index) => ({ ...one, index })))('$name', async ({ before, index, ...expected }) => {
    const after = of(folded.files, index);
    expect(textsOf(after)).toEqual(textsOf(filesOf(expected[word], filesOf(before).has('main.tsx'))));
    const [was, is] = [await runShape(filesOf(before), keep), await runShape(after, undefined)];
    expect(sameTrace(is, was), JSON.stringify({ is, was })).toBe(true);
  });
});

/** Without the blank line that stands between two files in a shape. */
function textsOf(files: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...files].map(([name, text]) => [name, text.trimEnd()]));
}
