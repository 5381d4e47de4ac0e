import type { ComparisonReportOnWire } from '#portal/contract/comparisons-on-wire.ts';
import type { PortalApi } from '../portal-api/portal-api.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { printComparisonReport } from './print-comparison-report.ts';

/** The report of one comparison without traffic, when it has come to its end. */
export async function printRunReport(
  api: PortalApi,
  terminal: Terminal,
  runId: number,
  printing: Printing,
): Promise<void> {
  const query = { run_id: runId, days: 90 };
  const answer = await api.get<ComparisonReportOnWire>('/api/v1/comparisons/report', query);
  printAnswer(terminal, printing, answer, (body) => printComparisonReport(terminal, body));
}
