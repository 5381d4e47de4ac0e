import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';

const call = Type.Object(
  {
    /** `isOn` finds `isOn(…)` and `anything.isOn(…)`. */
    name: Type.String({ pattern: '^[A-Za-z_$#][\\w$]*$' }),
    /** Which argument names the flag. */
    key: Type.Optional(Type.Integer({ minimum: 0, maximum: 9 })),
    answers: Type.Optional(
      Type.Union([
        Type.Literal('boolean'),
        Type.Literal('details'),
        Type.Literal('variant'),
        Type.Literal('value'),
        Type.Literal('stub'),
      ]),
    ),
    /** `stub`: which argument says what it is made to answer; `value`: which one is the default. */
    value: Type.Optional(Type.Integer({ minimum: 0, maximum: 9 })),
  },
  { additionalProperties: false },
);

const file = Type.Object(
  {
    calls: Type.Optional(Type.Array(call)),
    /** Objects that have the flag as a member: `features` finds `features.my_flag`, `features['my_flag']`, `features.myFlag`. */
    objects: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
    /** Files of a flag that go with it; `<flag>` is its name. */
    registry: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
    /** A prepared patch, tried first; `<keep>` is on or off. */
    patch: Type.Optional(Type.String({ minLength: 1 })),
    /** Folders in which files are tests, though they are not called so; not what lies deeper. */
    tests: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
    /** What runs the tests; false: nothing does. */
    test: Type.Optional(Type.Union([Type.String({ minLength: 1 }), Type.Literal(false)])),
    /** What puts files in order; the changed ones are added to it. */
    format: Type.Optional(Type.String({ minLength: 1 })),
    /** Beginnings of paths in which mentions are not listed, such as `CHANGELOG.md`. */
    ignore: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
  },
  { additionalProperties: false },
);

/** A call that reads a flag, or in a test stubs it. */
export type CallShape = Static<typeof call>;
export type RemovalSettings = Required<Omit<Static<typeof file>, 'test' | 'format'>> & {
  readonly format: string | undefined;
  readonly test: string | false | undefined;
};

export const SETTINGS_FILE = 'trialgate-flags.json';

/** unleash-client, and the OpenFeature SDKs for servers and React. */
const BUILT_IN: readonly CallShape[] = [
  ...[{ name: 'isEnabled' }, { name: 'getVariant', answers: 'variant' as const }],
  ...[{ name: 'forceGetVariant', answers: 'variant' as const }],
  ...[{ name: 'getBooleanValue' }, { name: 'getBooleanDetails', answers: 'details' as const }],
  ...['getStringValue', 'getNumberValue'].map((name) => ({ name, answers: 'value' as const, value: 1 })),
  ...[{ name: 'useBooleanFlagValue' }, { name: 'useBooleanFlagDetails', answers: 'details' as const }],
  ...[{ name: 'useStringFlagValue', answers: 'value' as const, value: 1 }],
];

/**
 * What a project says of its flags in `trialgate-flags.json`, on top of what is built in.
 * @returns the settings, or a sentence that says what is wrong with the file.
 */
export function readRemovalSettings(root: string): RemovalSettings | string {
  const path = join(root, SETTINGS_FILE);
  let given: unknown = {};
  try {
    if (existsSync(path)) given = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return `${SETTINGS_FILE} is not JSON: ${error instanceof Error ? error.message : error}.`;
  }
  if (!Value.Check(file, given)) {
    const [first] = Value.Errors(file, given);
    return `${SETTINGS_FILE}${first?.instancePath ?? ''} ${first?.message ?? 'is not as it must be'}.`;
  }
  return {
    calls: [...(given.calls ?? []), ...BUILT_IN],
    objects: given.objects ?? [],
    registry: given.registry ?? ['flags/<flag>.yml', 'rollouts/<flag>.yml'],
    patch: given.patch ?? 'flags/<flag>.<keep>.patch',
    tests: given.tests ?? [],
    test: given.test,
    format: given.format,
    ignore: given.ignore ?? ['CHANGELOG'],
  };
}
