export type GroupNaming =
  | { readonly kind: 'named'; readonly name: string; readonly slug: string }
  | { readonly kind: 'wrong'; readonly problem: string };

const LONGEST = 255;
const TAG = /<[^>]*>/g;
const MARKS = /\p{M}/gu;
const JOINED = /[\u200D\uFE0F]/gu;
const NAME = /^[\p{L}\p{N}\p{Extended_Pictographic}_][\p{L}\p{M}\p{N}\p{Extended_Pictographic}_.+() -]*$/u;
const NAME_PROBLEM =
  "can contain only letters, digits, emoji, '_', '.', '+', dash, space and parentheses, and starts with a letter, digit, emoji or '_'";
const URL_PROBLEM =
  "gives a URL that can only include non-accented letters, digits, '_', '-' and '.', and must not start with '-', '_' or '.' nor end with '-', '_', '.', '.git' or '.atom'";

/**
 * What a group is called, and what its address begins with. HTML tags are taken out, as GitLab does; the slug is the name in
 * small letters without accents, with dashes for what an address cannot hold.
 */
export function nameGroup(text: string): GroupNaming {
  const name = text.replace(TAG, '').trim().normalize('NFC');
  if (name === '') return { kind: 'wrong', problem: "can't be blank" };
  if (name.length > LONGEST) return { kind: 'wrong', problem: `is too long (at most ${LONGEST} characters)` };
  if (!NAME.test(name.replace(JOINED, ''))) return { kind: 'wrong', problem: NAME_PROBLEM };
  const slug = name
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(/[^a-z0-9_.]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (/^[_.]|[_.]$|\.git$|\.atom$/.test(slug)) return { kind: 'wrong', problem: URL_PROBLEM };
  return { kind: 'named', name, slug: slug || 'group' };
}
