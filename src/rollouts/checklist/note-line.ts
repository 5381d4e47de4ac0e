import { checkLines, LINES, linesBefore } from '#domain/rollouts/checklist.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import { notFound } from '#kit/errors/not-found.ts';
import { listRolloutEvents } from '../controller/event-store.ts';
import type { OpenRollout } from '../controller/open-rollout.ts';
import type { Asked } from '../controller/person.ts';

/**
 * A person's word for a line: what was done with its result, or why it does not apply.
 * @throws {BadRequest} 404 that lists the lines; `line_too_early` where another must be done first; `line_proved_by_itself`
 * for one that only the rollout can do.
 */
export async function noteLine(
  rollout: OpenRollout,
  id: string,
  state: 'done' | 'not_applicable',
  { person, at, reason }: Asked,
): Promise<void> {
  const line = LINES.find((one) => one.id === id);
  if (!line) {
    const known = LINES.map((one) => one.id).join(', ');
    throw notFound(`There is no line ${id.slice(0, 100)}; there are ${known}.`);
  }
  if (line.proves && state === 'done') {
    const sentence = 'This line is done by the rollout itself; a person can only say that it does not apply.';
    throw new BadRequest(sentence, { status: 409, code: 'line_proved_by_itself' });
  }
  const { kept, connection } = rollout;
  const names = kept.plan.environments.map(({ name }) => name);
  const lines = checkLines(rollout.state, await listRolloutEvents(connection, kept.id), names);
  const [before] = linesBefore(id, lines);
  if (before !== undefined) {
    throw new BadRequest(`First ${before} has to be done, or not to apply.`, { status: 409, code: 'line_too_early' });
  }
  const common = { at, by: { id: person.id, name: person.name }, line: id };
  if (state === 'done') await rollout.add({ ...common, kind: 'line_done', text: reason });
  else await rollout.add({ ...common, kind: 'line_not_applicable', reason });
}
