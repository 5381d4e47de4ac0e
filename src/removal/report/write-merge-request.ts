import type { RemovalReport } from './removal-report.ts';

const MOST_LINES = 40;

/** The text of the merge request that takes a flag away: what was done, and what a person must look at. */
export function writeMergeRequest(report: Omit<RemovalReport, 'mergeRequest' | 'commit'>): string {
  const { flag, keep, references, changed, deleted, tests } = report;
  const head = [
    `# Remove the flag ${flag}, kept ${keep}`,
    `${references.length} places named it. ${changed.length} files changed, ${deleted.length} deleted. The project type-checks; its tests ${said(tests)}.`,
  ];
  const lists: readonly [string, readonly string[]][] = [
    ['Deleted', deleted],
    ['Nobody imports these modules any more', report.orphans],
    ['Nobody imports these exports any more', report.unusedExports.map(({ path, name }) => `${name} of ${path}`)],
    ['Nobody names these members any more', report.unusedMembers.map(({ path, name }) => `${name} of ${path}`)],
    [
      'Left as they are, because others may use them',
      report.leftovers.map(({ path, line, sentence }) => `${path}:${line}: ${sentence}`),
    ],
    ['Still mentioned', report.mentions.map(({ path, line, text }) => `${path}:${line}: ${text}`)],
  ];
  const parts = lists
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `## ${title}\n\n${listOf(lines)}`);
  const order = `## Then\n\nDeploy it everywhere. \`trialgate flags cleanup show ${flag}\` says what comes next: nobody asks any more, off, archived, deleted, and the issue closed.`;
  return `${[...head, ...parts, order].join('\n\n')}\n`;
}

function said(tests: RemovalReport['tests']): string {
  return tests === 'not run' ? 'were not run' : tests;
}

function listOf(lines: readonly string[]): string {
  const shown = lines.slice(0, MOST_LINES).map((line) => `- \`${line.replaceAll('`', "'")}\``);
  return [...shown, ...(lines.length > MOST_LINES ? [`- and ${lines.length - MOST_LINES} more`] : [])].join('\n');
}
