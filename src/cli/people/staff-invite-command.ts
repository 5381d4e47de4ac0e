import type { Command } from 'commander';
import { jsonOption } from '../arguments/json-option.ts';
import { reasonOption } from '../arguments/reason-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';
import { roleOption } from './role-option.ts';

type InviteOptions = Printing & {
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly reason: string;
};

type InvitedAnswer = { readonly invitation: { readonly expires_at: string }; readonly url: string };

/** `trialgate staff invite`: prints the link alone, so that a script can hand it on. */
export function addStaffInviteCommand(staff: Command, { portal, terminal }: CommandContext): void {
  const command = staff
    .command('invite')
    .description('a link that works once: for somebody new, or for somebody who needs a password')
    .requiredOption('--email <address>', 'their e-mail address')
    .requiredOption('--name <text>', 'their name')
    .addOption(roleOption().makeOptionMandatory())
    .addOption(reasonOption())
    .addOption(jsonOption())
    .action(async (options: InviteOptions) => {
      const { email, name, role, reason } = options;
      const body = { email, name, role, reason };
      const answer = await (await portal()).send<InvitedAnswer>('POST', '/api/v1/invitations', body);
      printAnswer(terminal, options, answer, ({ url, invitation }) => {
        terminal.print(url);
        terminal.note(`It works once, until ${invitation.expires_at}.`);
      });
    });
  withExamples(
    command,
    'staff invite --email ada@example.com --name "Ada L." --role operator --reason "joins support"',
  );
}
