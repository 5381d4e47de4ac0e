import { type Command, Option } from 'commander';
import { Fault } from '#kit/errors/fault.ts';
import type { StaffOnWire } from '#portal/contract/people-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { reasonOption } from '../arguments/reason-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import type { PortalApi } from '../portal-api/portal-api.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';
import { showValue } from '../terminal/show-value.ts';
import { WrongUsage } from '../terminal/wrong-usage.ts';
import { roleOption } from './role-option.ts';

type ChangeOptions = Printing & {
  readonly role?: string;
  readonly disable?: boolean;
  readonly enable?: boolean;
  readonly reason: string;
};

/** `trialgate staff change`: another role, or access closed or opened again. */
export function addStaffChangeCommand(staff: Command, { portal, terminal }: CommandContext): void {
  const command = staff
    .command('change')
    .description('change what a person may do, or close or reopen their access')
    .argument('<id>', 'id, as "trialgate staff list" shows it', readIdArgument)
    .addOption(roleOption())
    .addOption(new Option('--disable', 'close their access').conflicts('enable'))
    .option('--enable', 'open it again')
    .addOption(reasonOption())
    .addOption(jsonOption())
    .action(async (id: number, options: ChangeOptions) => {
      const { role, disable, enable, reason } = options;
      if (!role && !disable && !enable) throw new WrongUsage('What is to change? Add --role, --disable or --enable.');
      const api = await portal();
      const now = await getStaff(api, id);
      const disabled = disable || (!enable && now.disabled_at !== null);
      const body = { role: role ?? now.role, disabled, reason };
      const answer = await api.send<{ staff: StaffOnWire }>('PATCH', `/api/v1/staff/${id}`, body);
      printAnswer(terminal, options, answer, ({ staff: changed }) => {
        const access = changed.disabled_at === null ? 'has access' : 'has no access';
        terminal.print(`${showValue(changed.name)} is ${changed.role} and ${access}.`);
      });
    });
  withExamples(
    command,
    'staff change 3 --role admin --reason "on call"',
    'staff change 3 --disable --reason "has left"',
  );
}

/** The API takes role and access together, so what is not to change is read first. */
async function getStaff(api: PortalApi, id: number): Promise<StaffOnWire> {
  const { body } = await api.get<{ staff: readonly StaffOnWire[] }>('/api/v1/staff');
  const found = body.staff.find((one) => one.id === id);
  if (!found) throw new Fault('not_found', `There is no staff ${id}; "trialgate staff list" shows everybody.`);
  return found;
}
