import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** A block of TypeScript of docs/adopting.md. */
export type GuideBlock = {
  /** From its first line, `// ask.ts`. A later block of the same name replaces the earlier one. */
  readonly file: string;
  readonly code: string;
  /** The line of the page on which it begins. */
  readonly line: number;
  /** What running it prints: the block of `text` that follows it. One that nothing follows is only imported. */
  readonly prints: string | undefined;
};

const PAGE = 'docs/adopting.md';
const FENCED = /^```(\w+)\n([\s\S]*?)^```$/gm;
const isLogged = (line: string) => line.startsWith('{"level":');

/** @throws {Error} for a block of TypeScript without a name, which nobody could try. */
export function readGuide(): GuideBlock[] {
  const text = readFileSync(PAGE, 'utf8');
  const blocks: GuideBlock[] = [];
  let before: GuideBlock | undefined;
  for (const { 1: language, 2: code = '', index } of text.matchAll(FENCED)) {
    if (language === 'text' && before) blocks.splice(-1, 1, { ...before, prints: code });
    before = undefined;
    if (language !== 'ts') continue;
    const line = text.slice(0, index).split('\n').length;
    const [, file] = /^\/\/ (\S+\.ts)\n/.exec(code) ?? [];
    if (!file) throw new Error(`${PAGE}:${line}: the first line of a block of TypeScript names its file.`);
    before = { file, code, line, prints: undefined };
    blocks.push(before);
  }
  return blocks;
}

/** The blocks in runs that can lie in one folder: a block that replaces another begins the next run. */
export function toStages(blocks: readonly GuideBlock[]): GuideBlock[][] {
  const stages: GuideBlock[][] = [];
  const seen = new Set<string>();
  for (const block of blocks) {
    const stage = stages.at(-1);
    if (stage && !seen.has(block.file)) stage.push(block);
    else stages.push([block]);
    seen.add(block.file);
  }
  return stages;
}

/**
 * Holds what was printed against what the page shows. `…` stands for whatever differs from run to run; lines of the log may
 * stand anywhere, because they are written in their own time, and the page leaves some of them out.
 */
export function expectPrinted(output: string, shown: string): void {
  const [printed, expected] = [output.trim().split('\n'), shown.trim().split('\n')];
  const others = expected.filter((line) => !isLogged(line)).join('\n');
  expect(printed.filter((line) => !isLogged(line)).join('\n')).toMatch(toPattern(others));
  for (const line of expected.filter(isLogged)) expect(printed).toContainEqual(expect.stringMatching(toPattern(line)));
}

function toPattern(shown: string): RegExp {
  const parts = shown.split('…').map((part) => part.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^\\n]*')}$`);
}
