const NEEDED = 24;

/** Says in one sentence what to do when the pinned runtime is not the one that runs. */
export function assertRuntime(): void {
  const [major] = process.versions.node.split('.').map(Number);
  if ((major ?? 0) >= NEEDED) return;
  throw new Error(
    `This needs Node ${NEEDED}, and ${process.version} runs: start it as "npm start" or "npx …" after "npm ci", which brings Node ${NEEDED} along.`,
  );
}
