/** What each room may import, and the sentence that a developer reads who tries something else. design: "The house". */
export const LAYERS: Readonly<Record<string, { readonly allowed: readonly string[]; readonly because: string }>> = {
  domain: {
    allowed: [],
    because:
      'domain is the ground: pure, and it imports nothing, so that rules can be tried and tested without anything else',
  },
  kit: { allowed: [], because: 'kit knows no business: it may be lifted into another product as it is' },
  sdk: { allowed: [], because: 'the SDK is installed by others and brings only its own declared dependencies' },
  flags: {
    allowed: ['#domain/**', '#kit/**'],
    because:
      'flags are read by every process and know neither portal nor product: whoever mounts them brings the people',
  },
  billing: {
    allowed: ['#domain/**', '#kit/**', '#flags/definitions/**', '#flags/client/**'],
    because: 'billing knows customers and accounts, and neither routes nor people: the portal mounts it',
  },
  removal: {
    allowed: ['#domain/**'],
    because: 'removal works on the files of any project: no server, no database, no network',
  },
  rollouts: {
    allowed: ['#domain/**', '#kit/**', '#flags/**'],
    because: 'rollouts set flags and read numbers; what only the portal knows is handed to them as functions',
  },
  portal: {
    allowed: ['#domain/**', '#kit/**', '#flags/**', '#rollouts/**', '#billing/**', '#sdk/contract.ts'],
    because: 'the portal knows of a product only what stands in the wire contract',
  },
  saas: {
    allowed: ['#domain/**', '#kit/**', '#flags/definitions/**', '#flags/client/**', '#sdk/index.ts'],
    because: 'saas reaches the portal only through our own SDK: it is our first customer',
  },
  web: {
    allowed: ['#domain/**', '#saas/contract/**', '#portal/contract/**', '#sdk/contract.ts'],
    because: 'pages know what stands on the wire, and nothing of how it is answered',
  },
  cli: {
    allowed: [
      '#kit/**',
      '#removal/**',
      '#portal/contract/**',
      '#portal/main.ts',
      '#portal/operate-database.ts',
      '#rollouts/plan/**',
      '#sdk/contract.ts',
      '#sdk/index.ts',
    ],
    because:
      'the command line speaks HTTP as the person who holds the token, so that every change is authorised and audited',
  },
};

const ROOMS = Object.keys(LAYERS);

type Override = { includes: string[]; linter: { rules: object } };

/** The overrides in biome.json that enforce the table; a test holds the file against them. */
export function layerOverrides(): Override[] {
  return ROOMS.map((room) => {
    const { allowed, because } = LAYERS[room] ?? { allowed: [], because: '' };
    const group = [
      ...ROOMS.filter((other) => other !== room).flatMap((other) => [`#${other}/**`, `**/../${other}/**`]),
      '**/dev/**',
      '**/bench/**',
      '**/test/**',
      ...(room === 'domain' ? ['node:*', 'fastify', 'pg', 'undici'] : []),
      ...allowed.map((path) => `!${path}`),
    ];
    return {
      includes: [`src/${room}/**`, '!**/*.test.ts'],
      linter: {
        rules: {
          style: {
            noRestrictedImports: {
              level: 'error',
              options: { patterns: [{ group, message: `Not from ${room}: ${because}.` }] },
            },
          },
        },
      },
    };
  });
}
