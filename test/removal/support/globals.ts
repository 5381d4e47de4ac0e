/** What every shape may use without importing it. */
export const GLOBALS = `
type Answer = { value: boolean; reason?: string; variant?: string };
declare const flags: {
  isEnabled(name: string, context?: object, fallback?: boolean): boolean;
  getVariant(name: string, context?: object): { name: string; enabled: boolean };
};
declare const client: {
  getBooleanValue(name: string, fallback: boolean, context?: object): Promise<boolean>;
  getBooleanDetails(name: string, fallback: boolean, context?: object): Promise<Answer>;
  getStringValue(name: string, fallback: string, context?: object): Promise<string>;
};
declare function say<T>(said: T): T;
declare function other(): boolean;
declare function maybe(): string | undefined;
declare const user: { id: number };
declare function h(type: unknown, props: unknown, ...children: unknown[]): unknown;
declare namespace JSX {
  type Element = unknown;
  interface IntrinsicElements { [name: string]: object }
  interface ElementChildrenAttribute { children: object }
}
`;

export const TSCONFIG = {
  compilerOptions: {
    target: 'esnext',
    module: 'esnext',
    moduleResolution: 'bundler',
    strict: true,
    noEmit: true,
    types: [],
    jsx: 'react',
    jsxFactory: 'h',
    noUnusedLocals: true,
    noUnusedParameters: true,
    lib: ['esnext'],
    allowUnreachableCode: false,
    allowImportingTsExtensions: true,
  },
  include: ['**/*.ts', '**/*.tsx'],
};
