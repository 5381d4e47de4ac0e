const PLAIN = /^[\x20-\x7e]*$/;
const WIDE = /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60]/u;

// Made when it is wanted, because that takes longer than all that most commands do.
let segmenter: Intl.Segmenter | undefined;

/** How many columns of a terminal a text takes: Chinese, Japanese, Korean and pictures take two for each character. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  segmenter ??= new Intl.Segmenter();
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}
