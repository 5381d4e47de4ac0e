import { basename } from 'node:path';
import { Project } from 'ts-morph';

let texts: ReadonlyMap<string, string> | undefined;

const LIBRARIES = [
  'lib.esnext.full.d.ts',
  'lib.webworker.d.ts',
  'lib.webworker.iterable.d.ts',
  'lib.decorators.legacy.d.ts',
];

/** The declarations of the language's own library by file name. They lie inside ts-morph, not in the project. */
export function libraryTexts(): ReadonlyMap<string, string> {
  texts ??= readTexts();
  return texts;
}

function readTexts(): ReadonlyMap<string, string> {
  const compilerOptions = { lib: LIBRARIES, noEmit: true };
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions });
  // A program without a file of its own reads no library.
  project.createSourceFile('any.ts', '');
  const files = project.getProgram().compilerObject.getSourceFiles();
  return new Map(files.map((file) => [basename(file.fileName), file.text]));
}
