/** One-sided 95 %. */
const Z = 1.6449;
const MOST = 2 ** 40;

/**
 * Upper bound of a rate of which `hits` were seen in `checks`, at 95 % confidence, by Wilson's score interval; 1 without any
 * check. Wilson (1927), Journal of the American Statistical Association 22.
 */
export function upperBound(hits: number, checks: number): number {
  if (checks === 0) return 1;
  const [rate, square] = [hits / checks, Z * Z];
  const spread = Z * Math.sqrt((rate * (1 - rate)) / checks + square / (4 * checks * checks));
  return Math.min(1, (rate + square / (2 * checks) + spread) / (1 + square / checks));
}

/**
 * How many more checks without another hit are needed until the upper bound is at most `limit`.
 * @param limit a rate above 0 and below 1.
 */
export function checksNeeded(hits: number, checks: number, limit: number): number {
  if (upperBound(hits, checks) <= limit) return 0;
  let [low, high] = [checks, Math.max(1, checks)];
  while (upperBound(hits, high) > limit && high < MOST) high *= 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (upperBound(hits, middle) <= limit) high = middle;
    else low = middle;
  }
  return high - checks;
}
