#!/usr/bin/env node
import module from 'node:module';

// Half of a short command's time is reading its own sources; what Node keeps of them saves that from the second run on.
module.enableCompileCache?.();

const { runCommandLine } = await import('./run-command-line.ts');
await runCommandLine(process.argv.slice(2), process.env);
