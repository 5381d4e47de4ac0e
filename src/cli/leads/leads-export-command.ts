import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { Fault } from '#kit/errors/fault.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import type { PortalApi } from '../portal-api/portal-api.ts';
import { saveStream } from '../terminal/save-stream.ts';

type ExportOptions = { readonly uid?: number; readonly file?: string; readonly json?: boolean };
type FullLead = { readonly id: number };

const PAGE = 1_000;
// Only for whoever asked for it: it says who people are.
const PRIVATE = 0o600;

/** `trialgate leads export`: all leads with all their details. Every page of it is audited. */
export function addLeadsExportCommand(leads: Command, { portal, terminal }: CommandContext): void {
  const command = leads
    .command('export')
    .description('all leads with all their details, one JSON object per line')
    .option('--uid <uid>', 'only of this person', readIdArgument)
    .option('--file <file>', 'write them into a file that only you may read')
    .option('--json', 'one JSON document instead of lines')
    .action(async (options: ExportOptions) => {
      const lines = readLeads(await portal(), options.uid);
      const text = Readable.from(options.json ? asDocument(lines) : asLines(lines));
      if (options.file === undefined) return pipeline(text, terminal.out, { end: false });
      await saveStream(text, options.file, PRIVATE);
      terminal.note(`The leads are in ${options.file}.`);
    });
  withExamples(command, 'leads export --file leads.ndjson', 'leads export --uid 9 --json');
}

/** Page by page, as text: the details are nobody's business on the way. */
async function* readLeads(api: PortalApi, uid: number | undefined): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    const { body } = await api.get<{ leads: readonly FullLead[] }>('/api/v1/leads/export', { uid, after, limit: PAGE });
    for (const lead of body.leads) yield JSON.stringify(lead);
    const last = body.leads.at(-1);
    if (last === undefined || body.leads.length < PAGE) return;
    // A page that does not lead on would be read for ever.
    if (!(last.id > after))
      throw new Fault('leads_out_of_order', `The portal lists lead ${last.id} after lead ${after}.`);
    after = last.id;
  }
}

async function* asLines(leads: AsyncGenerator<string>): AsyncGenerator<string> {
  for await (const lead of leads) yield `${lead}\n`;
}

async function* asDocument(leads: AsyncGenerator<string>): AsyncGenerator<string> {
  let before = '{"success":true,"leads":[';
  for await (const lead of leads) {
    yield before + lead;
    before = ',';
  }
  yield before === ',' ? ']}\n' : `${before}]}\n`;
}
