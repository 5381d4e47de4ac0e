/** What can be bought. */
export const PRODUCTS = ['premium', 'ultimate', 'duo_enterprise', 'duo_pro'] as const;
export type Product = (typeof PRODUCTS)[number];

/** The letters that stand for them in a namespace's packed facts; the database's function writes the same ones. */
export const PRODUCT_LETTERS: Record<string, Product> = {
  m: 'premium',
  u: 'ultimate',
  e: 'duo_enterprise',
  d: 'duo_pro',
};
