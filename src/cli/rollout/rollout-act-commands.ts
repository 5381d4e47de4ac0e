import { type Command, Option } from 'commander';
import type { RolloutAnswer, SteeredAnswer } from '#portal/contract/rollout-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { readNumberArgument } from '../arguments/read-number-argument.ts';
import { readWordArgument } from '../arguments/read-word-argument.ts';
import { reasonOption } from '../arguments/reason-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';
import { readPlanFile } from './read-plan-file.ts';

type Said = Printing & { readonly reason?: string } & Readonly<Record<string, unknown>>;

type Act = {
  readonly name: string;
  readonly about: string;
  readonly example: string;
  readonly options: readonly Option[];
  /** What is sent besides the reason. */
  readonly body: (said: Said, flag: string, context: CommandContext) => Promise<object> | object;
  readonly path?: string;
};

const ACTS: readonly Act[] = [
  {
    name: 'start',
    about: 'begin a rollout by rollouts/<flag>.yml, or go on by another plan, which voids approvals',
    example: 'start example_flag --reason "as agreed in the issue"',
    options: [new Option('--file <path>', 'the plan; rollouts/<flag>.yml unless said'), reasonOption()],
    body: async (said, flag) => ({ plan: (await readPlanFile(flag, said.file as string | undefined)).yaml }),
  },
  {
    name: 'pause',
    about: 'stop where it is; the protective gates go on watching',
    example: 'pause example_flag --reason "looking at a ticket"',
    options: [reasonOption()],
    body: () => ({}),
  },
  {
    name: 'resume',
    about: 'go on, looking anew',
    example: 'resume example_flag --revert --reason "set by mistake"',
    options: [
      new Option('--adopt', "take somebody else's edit of the flag as the rollout's own").conflicts('revert'),
      new Option('--revert', "undo somebody else's edit of the flag"),
      reasonOption(),
    ],
    body: ({ adopt, revert }) => (adopt ? { settle: 'adopt' } : revert ? { settle: 'revert' } : {}),
  },
  {
    name: 'advance',
    about: 'waive what holds the next step; never a protective gate or an approval',
    example: 'advance example_flag --waive minimum_people --reason "it is a holiday"',
    options: [
      new Option('--waive <what>', 'what "rollout status" says that it waits for').makeOptionMandatory(),
      reasonOption(),
    ],
    body: ({ waive }) => ({ what: waive }),
  },
  {
    name: 'approve',
    about: 'agree to the step that waits for it',
    example: 'approve example_flag --reason "numbers look right"',
    options: [new Option('--plan <hash>', 'of the plan that was read; the one in force unless said'), reasonOption()],
    body: async ({ plan }, flag, { portal }) => {
      if (plan !== undefined) return { plan_hash: plan };
      const { body } = await (await portal()).get<RolloutAnswer>(`/api/v1/rollouts/${flag}`);
      return { plan_hash: body.rollout.plan_hash };
    },
  },
  {
    name: 'presence',
    about: 'say that you are there for so many hours from now',
    example: 'presence example_flag --hours 3 --reason "on call today"',
    options: [
      new Option('--hours <n>', 'for how long').argParser(readNumberArgument).makeOptionMandatory(),
      reasonOption(),
    ],
    body: ({ hours }) => ({ hours }),
  },
  {
    name: 'rollback',
    about: 'take the flag back to what it was before, at once, from every state',
    example: 'rollback example_flag',
    options: [new Option('--reason <text>', 'why; may follow later')],
    body: () => ({}),
  },
  {
    name: 'reason',
    about: 'why it was rolled back, if that was not said then',
    example: 'reason example_flag --reason "registrations failed"',
    options: [reasonOption()],
    body: () => ({}),
  },
  {
    name: 'note',
    about: 'a line of the checklist is done, with what came of it, or does not apply, with why',
    example: 'note example_flag --line documentation --reason "https://…"',
    options: [
      new Option('--line <id>', 'what "rollout checklist" shows').makeOptionMandatory(),
      new Option('--not-applicable', 'it does not apply'),
      reasonOption(),
    ],
    body: ({ line, notApplicable }) => ({ line, state: notApplicable ? 'not_applicable' : 'done' }),
    path: 'checklist',
  },
];

/** `trialgate rollout start|pause|resume|advance|approve|presence|rollback|reason|note`. */
export function addRolloutActCommands(rollout: Command, context: CommandContext): void {
  for (const act of ACTS) addAct(rollout, context, act);
}

function addAct(rollout: Command, context: CommandContext, act: Act): void {
  const command = rollout
    .command(act.name)
    .description(act.about)
    .argument('<flag>', 'name of the flag', readWordArgument);
  for (const option of act.options) command.addOption(option);
  command.addOption(jsonOption()).action(async (flag: string, said: Said) => {
    const why = said.reason === undefined ? {} : { reason: said.reason };
    const body = { ...(await act.body(said, flag, context)), ...why };
    const api = await context.portal();
    const began = performance.now();
    const answer = await api.send<SteeredAnswer>('POST', `/api/v1/rollouts/${flag}/${act.path ?? act.name}`, body);
    const took = Math.round(performance.now() - began);
    printAnswer(context.terminal, said, answer, ({ rollout: after }) => {
      const where = after.environment === null ? '' : ` ${after.state ?? 'off'} in ${after.environment},`;
      context.terminal.print(`${after.flag}:${where} ${after.phase.replace('_', ' ')} (${took} ms).`);
    });
  });
  withExamples(command, `rollout ${act.example}`);
}
