/** The promise, or a rejection when it takes longer. What was begun goes on, and its failure then concerns nobody. */
export async function within<Value>(promise: Promise<Value>, milliseconds: number, late: () => Error): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), milliseconds);
  });
  promise.catch(() => {});
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
