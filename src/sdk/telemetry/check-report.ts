/** What one check writes down on its way through the wrappers. */
export type CheckReport = {
  /** What the flag chose. */
  method: 'ssot' | 'database';
  flagValue: boolean | undefined;
  flagReason: string | undefined;
  /** The code of why the product's own queries, or nobody, had to answer. */
  fallbackReason: string | undefined;
  errorCode: string | undefined;
};

export function startReport(): CheckReport {
  return {
    method: 'ssot',
    flagValue: undefined,
    flagReason: undefined,
    fallbackReason: undefined,
    errorCode: undefined,
  };
}
