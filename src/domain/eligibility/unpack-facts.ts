import { PRODUCT_LETTERS } from '../purchases/purchase.ts';
import { type Facts, NO_FACTS, type PurchaseFact, type TrialFact } from './facts.ts';

/**
 * Reads a namespace's facts as the database packs them into one text, so that an answer reads one row per namespace:
 * items separated by `;`, each `t<type code>,<start>,<end>[,a]`, `p<product letter><1 if trial>,<start>,[<end>]` or
 * `b[<until>]`, days as whole days since 1970.
 * @throws {RangeError} when the text is not of that form, because guessing could start a trial.
 */
export function unpackFacts(packed: string): Facts {
  if (packed === '') return NO_FACTS;
  const trials: TrialFact[] = [];
  const purchases: PurchaseFact[] = [];
  let blockedUntil: number | null = null;
  for (const item of packed.split(';')) {
    const fields = item.split(',');
    const head = fields[0] as string;
    const startsOn = Number(fields[1]);
    if (item.charCodeAt(0) === 116 /* t */) {
      trials.push({ code: head.slice(1), startsOn, endsOn: Number(fields[2]), allowedAgain: fields[3] === 'a' });
    } else if (item.charCodeAt(0) === 112 /* p */) {
      const product = PRODUCT_LETTERS[head.charAt(1)];
      if (product === undefined) throw new RangeError(`Unknown product in packed facts: ${item}`);
      const endsOn = fields[2] ? Number(fields[2]) : null;
      purchases.push({ product, trial: head.charAt(2) === '1', startsOn, endsOn });
    } else if (item.charCodeAt(0) === 98 /* b */) {
      blockedUntil = head.length === 1 ? Infinity : Number(head.slice(1));
    } else {
      throw new RangeError(`Unknown item in packed facts: ${item}`);
    }
  }
  return { trials, purchases, blockedUntil, application: null };
}
