// Plain JavaScript, because an older Node cannot even read the rest: it says in one sentence what to do.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `This needs Node 24, and ${process.version} runs: "npm ci" brings Node 24 along; then start it by "npm start", "npm test" or "npx …".\n`,
  );
  process.exit(1);
}
