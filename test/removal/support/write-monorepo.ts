import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FILES_OF_PACKAGE = 100;
const OPTIONS = {
  target: 'esnext',
  module: 'nodenext',
  strict: true,
  composite: true,
  outDir: 'dist',
  rootDir: 'src',
  types: [],
};

/** Packages with project references, each importing the one before; every fifth file asks for the flag. @returns how many. */
export function writeMonorepo(root: string, files: number): number {
  const packages = Math.ceil(files / FILES_OF_PACKAGE);
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  };
  const names = Array.from({ length: packages }, (_, index) => `packages/p${index}`);
  write('tsconfig.json', JSON.stringify({ files: [], references: names.map((path) => ({ path })) }));
  write('package.json', JSON.stringify({ private: true, type: 'module' }));
  write('flags/my_flag.yml', 'name: my_flag\n');
  let asking = 0;
  for (const [index, folder] of names.entries()) {
    const references = index === 0 ? [] : [{ path: '../p0' }, ...(index > 1 ? [{ path: `../p${index - 1}` }] : [])];
    write(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions: OPTIONS, include: ['src'], references }));
    if (index === 0) write(`${folder}/src/flags.ts`, FLAGS);
    for (let place = 0; place < Math.min(FILES_OF_PACKAGE, files - index * FILES_OF_PACKAGE); place += 1) {
      const asks = place % 5 === 0;
      if (asks) asking += 1;
      write(`${folder}/src/file-${place}.ts`, textOf(index, place, asks));
    }
  }
  return asking;
}

const FLAGS = `export const MY_FLAG = 'my_flag';
export const THEIR_FLAG = 'their_flag';

export function isEnabled(name: string): boolean {
  return name.length > 3;
}
`;

function textOf(index: number, place: number, asks: boolean): string {
  const flags = index === 0 ? './flags.js' : '../../p0/src/flags.js';
  const beside = place === 0 ? undefined : `./file-${place - 1}.js`;
  const before = index > 0 && place === 0 ? `../../p${index - 1}/src/file-7.js` : beside;
  const imported = before ? `import { work as earlier } from '${before}';\n` : '';
  const base = before ? 'earlier(value)' : 'value';
  const asked = asks ? `import { isEnabled, MY_FLAG } from '${flags}';\n` : '';
  const body = asks
    ? `  if (isEnabled(MY_FLAG)) return ${base} + 1;\n  return oldWay(${base});`
    : `  return ${base} + ${place};`;
  const old = asks ? '\nfunction oldWay(value: number): number {\n  return value - 1;\n}\n' : '';
  return `${imported}${asked}\nexport type Box${place} = { readonly value: number; readonly name: string };\n\nexport function work(value: number): number {\n${body}\n}\n${old}`;
}
