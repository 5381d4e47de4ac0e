/** How one setting is read from the environment: its default, and what it must look like. */
export type Setting<T> = {
  readonly fallback?: T;
  readonly parse: (text: string) => T;
  /** Said in the error, after the variable's name: "must be …". */
  readonly mustBe: string;
  /** True when the default is public and production must set its own. */
  readonly secretDefault?: boolean;
  /** True when the setting may be left out although it has no default. */
  readonly optional?: boolean;
};

type Settings = Record<string, Setting<unknown>>;
type Values<S extends Settings> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never };

/** Every mistake in the environment, one sentence each. Thrown by {@link readSettings}. */
export class ConfigurationInvalid extends Error {
  override name = 'ConfigurationInvalid';
  readonly code = 'configuration_invalid';
  readonly sentences: readonly string[];

  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'));
    this.sentences = sentences;
  }
}

/**
 * Reads all settings at once, so that an operator sees every mistake in one start and not one per start.
 * @throws {ConfigurationInvalid} with one sentence per mistake.
 */
export function readSettings<S extends Settings>(settings: S, environment: NodeJS.ProcessEnv): Values<S> {
  const production = environment.NODE_ENV === 'production';
  const values: Record<string, unknown> = {};
  const sentences: string[] = [];
  for (const [name, setting] of Object.entries(settings)) {
    const text = environment[name];
    if (text === undefined || text === '') {
      if (setting.secretDefault && production) {
        sentences.push(`${name} must be set in production, because its default is public.`);
      } else if (setting.fallback === undefined && !setting.optional) {
        sentences.push(`${name} must be set: it must be ${setting.mustBe}.`);
      }
      values[name] = setting.fallback;
      continue;
    }
    try {
      values[name] = setting.parse(text);
      if (setting.secretDefault && production && values[name] === setting.fallback) {
        sentences.push(`${name} must not keep its public default in production.`);
      }
    } catch {
      sentences.push(`${name} must be ${setting.mustBe}.`);
    }
  }
  if (sentences.length > 0) throw new ConfigurationInvalid(sentences);
  return values as Values<S>;
}
