import { writeFileSync } from 'node:fs';
import { planSchema } from '#rollouts/plan/plan-schema.ts';

/** Writes the schema by which editors complete plans, after `plan-schema.ts` has changed; a test holds the two together. */
const schema = { $schema: 'http://json-schema.org/draft-07/schema#', ...planSchema };
writeFileSync('rollouts/plan.schema.json', `${JSON.stringify(schema, null, 2)}\n`);
