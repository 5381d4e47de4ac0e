import type { Clock } from './clock.ts';
import { ELIGIBILITY_PATH } from './contract.ts';
import {
  type EligibilityAnswers,
  type EligibilitySource,
  type Floor,
  NamespaceEligibility,
  type Question,
} from './eligibility-source.ts';
import { PortalAnswerInvalid, PortalUnavailable } from './faults.ts';
import type { PortalClient, PortalResponse } from './portal-client/portal-client.ts';
import {
  type CheckedAnswer,
  isRecord,
  lifeOf,
  readEligibilityAnswer,
} from './portal-client/read-eligibility-answer.ts';

/** More than these make an address too long for some servers; they go by POST, where the portal takes it. */
const MOST_BY_GET = 200;

type Answer = CheckedAnswer | 'method_unknown' | 'floor_unreachable';
type Asking = Pick<Question, 'namespaceIds' | 'atLeast' | 'deadline'>;
type Asked = { readonly ids: readonly number[]; readonly atLeast: ReadonlyMap<number, Floor> | undefined };

/** The eligibility source that asks the portal, every time. */
export class EligibilitySourcePortal implements EligibilitySource {
  readonly #client: PortalClient;
  readonly #clock: Clock;
  /** GitLab's own portal knows GET alone. */
  #takesPost = true;
  #epoch = 0;

  constructor(client: PortalClient, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  /**
   * Asks with `at_least` for the ids in `question.atLeast`. An id that the portal leaves out is left out here as well.
   * @throws {PortalUnavailable} {@link PortalAnswerInvalid}
   */
  async check({ namespaceIds, atLeast, deadline }: Asking): Promise<EligibilityAnswers> {
    const ids = [...new Set(namespaceIds)];
    if (ids.length > MOST_BY_GET && !this.#takesPost) return this.#checkInParts(ids, atLeast, deadline);
    const askedAt = this.#clock.monotonic();
    const answer = await this.#send({ ids, atLeast }, deadline);
    if (answer === 'method_unknown') {
      if (ids.length <= MOST_BY_GET) throw new PortalAnswerInvalid('The portal does not know the eligibility path.');
      this.#takesPost = false;
      return this.#checkInParts(ids, atLeast, deadline);
    }
    if (answer === 'floor_unreachable')
      throw new PortalUnavailable('The portal cannot answer with its newest versions.');
    this.#epoch = Math.max(this.#epoch, answer.epoch);
    return toAnswers({ ids, atLeast }, answer, askedAt);
  }

  /** A floor that the portal cannot reach must not keep it from answering the others: then it is asked without. */
  async #send(asked: Asked, deadline: number): Promise<Answer> {
    const answer = await this.#sendOnce(asked, deadline, false);
    return answer === 'floor_unreachable' ? this.#sendOnce(asked, deadline, true) : answer;
  }

  #sendOnce({ ids, atLeast }: Asked, deadline: number, withoutFloors: boolean): Promise<Answer> {
    const withinMs = deadline - this.#clock.monotonic();
    const floors = ids.flatMap((id) => {
      const floor = atLeast?.get(id);
      if (!floor) return [];
      return [[id, withoutFloors || floor.epoch < this.#epoch ? 0 : floor.version] as const];
    });
    if (ids.length > MOST_BY_GET) {
      const body = { namespace_ids: ids, ...(atLeast ? { at_least: Object.fromEntries(floors) } : {}) };
      return this.#client.ask('POST', ELIGIBILITY_PATH, { body, withinMs }, readResponse);
    }
    const query = [
      ...ids.map((id) => `namespace_ids%5B%5D=${id}`),
      ...floors.map(([id, version]) => `at_least%5B${id}%5D=${version}`),
    ];
    return this.#client.ask('GET', `${ELIGIBILITY_PATH}?${query.join('&')}`, { withinMs }, readResponse);
  }

  async #checkInParts(
    ids: readonly number[],
    atLeast: Question['atLeast'],
    deadline: number,
  ): Promise<EligibilityAnswers> {
    const parts: Promise<EligibilityAnswers>[] = [];
    for (let from = 0; from < ids.length; from += MOST_BY_GET) {
      const part = ids.slice(from, from + MOST_BY_GET);
      parts.push(this.check({ namespaceIds: part, atLeast, deadline }));
    }
    return new Map((await Promise.all(parts)).flatMap((answers) => [...answers]));
  }
}

function readResponse({ status, body }: PortalResponse): Answer {
  if (status === 200) return readEligibilityAnswer(body);
  if (status === 404 || status === 405) return 'method_unknown';
  if (status === 503 && isRecord(body) && body.code === 'version_unavailable') return 'floor_unreachable';
  const sentence = isRecord(body) && typeof body.errors === 'string' ? `: ${body.errors}` : '.';
  if (status >= 500 || status === 429) throw new PortalUnavailable(`The portal answered with ${status}${sentence}`);
  throw new PortalAnswerInvalid(`The portal refused the question with ${status}${sentence}`);
}

function toAnswers({ ids, atLeast }: Asked, answer: CheckedAnswer, askedAt: number): EligibilityAnswers {
  const answers: EligibilityAnswers = new Map();
  for (const id of ids) {
    const types = answer.namespaces[id];
    // An answer that is half there is no answer for that id.
    if (!types || (answer.versions && answer.versions[id] === undefined)) continue;
    // Without versions, tokens alone say what is newer: the floor counts as reached.
    const floor = answer.versions ? undefined : atLeast?.get(id);
    const provenance = {
      epoch: floor?.epoch ?? answer.epoch,
      version: answer.versions?.[id] ?? floor?.version ?? 0,
      ruleSet: answer.ruleSet,
      askedAt,
      validUntil: askedAt + lifeOf(answer, id),
    };
    answers.set(id, new NamespaceEligibility(id, 'portal', types, provenance));
  }
  return answers;
}
