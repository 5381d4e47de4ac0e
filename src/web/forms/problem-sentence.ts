/** What is wrong with a field as a whole sentence: the server says "can't be blank", people read "First name can't be blank." */
export function problemSentence(label: string, problems: readonly string[]): string {
  return problems.map((problem) => withStop(/^\p{Lu}/u.test(problem) ? problem : `${label} ${problem}`)).join(' ');
}

const withStop = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
