import { type Fill, type FillOutcome, LATEST_FILL_MS, type Tombstone } from '#sdk/cache/store/eligibility-store.ts';
import { tombstoneText } from './store-under-test.ts';

type Held = Omit<Tombstone, 'id'> & {
  /** Undefined in a tombstone. */
  readonly ruleSet: number | undefined;
  readonly text: string;
};

/** What a store does with entries, and nothing else: for comparison with the real ones. */
export class StoreModel {
  readonly #held = new Map<number, Held>();

  read(id: number): string | null {
    return this.#held.get(id)?.text ?? null;
  }

  /** The token that a reader sees. */
  tokenOf(id: number): string {
    return this.#held.get(id)?.token ?? '';
  }

  fill(fill: Fill, ageMs: number): FillOutcome {
    const { id, text, token, epoch, version, ruleSet, keepMs } = fill;
    if (ageMs > LATEST_FILL_MS) return 'late';
    if (keepMs <= ageMs) return 'lifeless';
    if (token !== this.tokenOf(id)) return 'token';
    const there = this.#held.get(id);
    if (there && compare([there.epoch, there.version, there.ruleSet ?? 0], [epoch, version, ruleSet]) > 0) {
      return 'lower';
    }
    this.#held.set(id, { epoch, version, token, ruleSet, text });
    return 'stored';
  }

  invalidate({ id, epoch, version, token }: Tombstone): void {
    const there = this.#held.get(id) ?? { epoch: 0, version: 0, token: '' };
    const isHigher = compare([epoch, version], [there.epoch, there.version]) > 0;
    if (!isHigher && (token === '' || token === there.token)) return;
    const highest = isHigher ? { epoch, version } : { epoch: there.epoch, version: there.version };
    const tombstone = { ...highest, token: token || there.token };
    this.#held.set(id, { ...tombstone, ruleSet: undefined, text: tombstoneText(tombstone) });
  }
}

/** By the first place that differs. */
function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, place) => value !== other[place]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
