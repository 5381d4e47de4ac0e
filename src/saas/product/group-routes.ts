import { todayOf } from '#kit/clock/today-of.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Server } from '#kit/http/create-server.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { toGroupBody } from '../contract/product-bodies.ts';
import { readerOf, readGroupName, required, throwProblems } from '../contract/product-fields.ts';
import { groupAnswerSchema, groupsAnswerSchema, newGroupRequestSchema } from '../contract/product-schemas.ts';
import { readId } from '../contract/read-id.ts';
import { createGroup } from '../groups/create-group.ts';
import type { Group } from '../groups/group.ts';
import { findGroup, listGroups } from '../groups/group-store.ts';
import { getPerson } from '../people/person-store.ts';
import { sessionOf } from '../sessions/register-sessions.ts';
import { described } from './described.ts';
import type { Product } from './product.ts';
import { mayNotCreateGroups, notFound } from './product-errors.ts';

const person = 'signed_in';
const LIST = described({ summary: 'Your groups, by name', person, answers: { 200: groupsAnswerSchema } });
const SHOW = described({ summary: 'A group of yours', person, answers: { 200: groupAnswerSchema } });
const CREATE = described({
  summary: 'Make a private group',
  person,
  body: newGroupRequestSchema,
  answers: { 201: groupAnswerSchema },
});

/** A person's groups. */
export function registerGroupRoutes(app: Server, { database, clock }: Product): void {
  app.get('/groups', LIST, async (request) => {
    const groups = await listGroups(database, sessionOf(request).userId);
    return { groups: groups.map((group) => toGroupBody(group, todayOf(clock))) };
  });
  app.get<{ Params: { id: string } }>('/groups/:id', SHOW, async (request) => {
    const group = await getOwnGroup(database, request.params.id, sessionOf(request).userId);
    return { group: toGroupBody(group, todayOf(clock)) };
  });
  app.post('/groups', CREATE, async (request, reply) => {
    const { userId } = sessionOf(request);
    const name = readName(request.body);
    if (!(await getPerson(database, userId)).mayCreateGroups) throw mayNotCreateGroups();
    const created = await inTransaction(database, (connection) => createGroup(connection, userId, name));
    if (created.kind === 'wrong') throw new BadRequest(created.problem, { attributes: { name: [created.problem] } });
    const group = await findGroup(database, created.id, userId);
    if (!group) throw notFound();
    return reply.code(201).send({ group: toGroupBody(group, todayOf(clock)) });
  });
}

/** A group that the person is a member of. @throws {BadRequest} 404, alike for one that there is not. */
export async function getOwnGroup(database: Product['database'], id: string, userId: number): Promise<Group> {
  const read = readId(id);
  const group = read === undefined ? undefined : await findGroup(database, read, userId);
  if (!group) throw notFound();
  return group;
}

function readName(body: unknown): string {
  const reader = readerOf(body);
  const name = required(reader, 'name', readGroupName(reader, 'name'));
  throwProblems(reader);
  return name;
}
