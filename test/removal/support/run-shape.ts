import { isDeepStrictEqual } from 'node:util';
import vm from 'node:vm';
import { ts } from 'ts-morph';

type Trace = readonly unknown[];

/** Everything that a shape does and answers, once for each answer of `other()` and `maybe()`. */
export async function runShape(files: ReadonlyMap<string, string>, isOn: boolean | undefined): Promise<Trace> {
  const traces = [];
  for (const [answer, text] of [
    [true, 'text'],
    [false, undefined],
    [true, undefined],
    [false, ''],
  ] as const) {
    traces.push(await runOnce(files, isOn, answer, text));
  }
  return traces;
}

export function sameTrace(one: Trace, other: Trace): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
}

/** @param isOn undefined: nobody may ask any more. */
async function runOnce(
  files: ReadonlyMap<string, string>,
  isOn: boolean | undefined,
  other: boolean,
  text: string | undefined,
) {
  const said: unknown[] = [];
  const say = (what: unknown) => {
    said.push(what);
    return what;
  };
  const read = (name: string) => {
    if (isOn === undefined || name !== 'my_flag') throw new Error(`asked for ${name}`);
    return isOn;
  };
  const globals = {
    say,
    other: () => say(other),
    maybe: () => text,
    user: { id: 7 },
    Promise,
    setTimeout,
    h: (type: unknown, props: unknown, ...children: unknown[]) =>
      typeof type === 'function'
        ? type({ ...(props as object), children })
        : {
            type,
            props,
            children: children
              .flat()
              .filter((one) => one !== false && one !== null && one !== undefined && one !== true),
          },
    flags: {
      isEnabled: read,
      getVariant: (name: string) => ({ name: read(name) ? 'blue' : 'disabled', enabled: read(name) }),
    },
    client: {
      getBooleanValue: async (name: string) => read(name),
      getBooleanDetails: async (name: string) => ({ value: read(name), reason: 'STATIC' }),
      getStringValue: async (name: string, fallback: string) => (read(name) ? 'blue' : fallback),
    },
  };
  try {
    const main = load(files, globals);
    return { said, answered: await main.run() };
  } catch (error) {
    return { said, threw: error instanceof Error ? error.message : error };
  }
}

function load(files: ReadonlyMap<string, string>, globals: object): { run: () => unknown } {
  const loaded = new Map<string, object>();
  const require = (specifier: string): object => {
    const name = [...files.keys()].find(
      (one) => one.replace(/\.tsx?$/, '') === specifier.replace(/^\.\//, '').replace(/\.tsx?$/, ''),
    );
    const known = loaded.get(name ?? '');
    if (known || !name) return known ?? {};
    const exports = {};
    loaded.set(name, exports);
    const { outputText } = ts.transpileModule(files.get(name) ?? '', {
      compilerOptions: {
        target: ts.ScriptTarget.ESNext,
        module: ts.ModuleKind.CommonJS,
        jsx: ts.JsxEmit.React,
        jsxFactory: 'h',
      },
      fileName: name,
    });
    vm.runInNewContext(`(function (exports, require) {${outputText}\n})`, { ...globals })(exports, require);
    return exports;
  };
  const main = [...files.keys()].find((name) => name.startsWith('main.')) ?? '';
  return require(`./${main}`) as { run: () => unknown };
}
