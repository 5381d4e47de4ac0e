import { digitOf } from './base36.ts';

/**
 * What lies under a namespace's key, as text of at most 44 characters, because Redis keeps up to 44 beside the object's
 * head in one allocation: `epoch.version|token|rule set.generation|filled+life|types`. Numbers are in base 36, times in
 * seconds of Redis's clock. A tombstone ends after the token.
 */
export type Entry = {
  readonly epoch: number;
  readonly version: number;
  /** Given by the last change that had no version; empty if there was none. */
  readonly token: string;
  /** Undefined in a tombstone. */
  readonly answer:
    | {
        readonly ruleSet: number;
        readonly generation: string;
        /** Seconds of Redis's clock at which the load began. */
        readonly filled: number;
        /** Seconds from then on for which the answer is valid; Infinity: until something changes. */
        readonly life: number;
        /** Codes of trial types, with dots between; empty: none may be started. */
        readonly codes: string;
      }
    | undefined;
};

export const LONGEST_ENTRY = 44;

/** Reads a whole number in base 36 without cutting the text, because that is done for every entry that is read. */
function readNumber(text: string, from: number, to: number): number {
  if (from >= to) return Number.NaN;
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = digitOf(text.charCodeAt(at));
    if (digit < 0 || digit > 35) return Number.NaN;
    value = value * 36 + digit;
  }
  return value;
}

/** @returns undefined for what is no entry, which counts as absent. */
export function readEntry(text: string): Entry | undefined {
  const dot = text.indexOf('.');
  const first = text.indexOf('|', dot);
  if (dot < 0 || first < 0) return undefined;
  const epoch = readNumber(text, 0, dot);
  const version = readNumber(text, dot + 1, first);
  if (!(epoch >= 0 && version >= 0)) return undefined;
  const second = text.indexOf('|', first + 1);
  if (second < 0) return { epoch, version, token: text.slice(first + 1), answer: undefined };
  const answer = readAnswer(text, second + 1);
  if (!answer) return undefined;
  return { epoch, version, token: second === first + 1 ? '' : text.slice(first + 1, second), answer };
}

function readAnswer(text: string, from: number): Entry['answer'] {
  const dot = text.indexOf('.', from);
  const third = text.indexOf('|', dot);
  const plus = text.indexOf('+', third);
  const fourth = text.indexOf('|', plus);
  if (dot < 0 || third < 0 || plus < 0 || fourth < 0) return undefined;
  const ruleSet = readNumber(text, from, dot);
  const filled = readNumber(text, third + 1, plus);
  const life = plus + 1 === fourth ? Number.POSITIVE_INFINITY : readNumber(text, plus + 1, fourth);
  if (!(ruleSet >= 0 && filled >= 0 && life >= 0)) return undefined;
  return { ruleSet, generation: text.slice(dot + 1, third), filled, life, codes: text.slice(fourth + 1) };
}

/** `epoch.version`, how every entry begins. */
export function writeHead(epoch: number, version: number): string {
  return `${epoch.toString(36)}.${version.toString(36)}`;
}

export function writeEntry({ epoch, version, token, answer }: Entry): string {
  const head = `${writeHead(epoch, version)}|${token}`;
  if (!answer) return head;
  const life = Number.isFinite(answer.life) ? answer.life.toString(36) : '';
  const { ruleSet, generation, filled, codes } = answer;
  return `${head}|${ruleSet.toString(36)}.${generation}|${filled.toString(36)}+${life}|${codes}`;
}
