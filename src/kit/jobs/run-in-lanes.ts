/** Does the same for each, so many at once. @throws what failed first; the other lanes go on to their end. */
export async function runInLanes<T>(
  items: readonly T[],
  lanes: number,
  run: (item: T) => Promise<unknown>,
): Promise<void> {
  const left = items.values();
  const lane = async () => {
    for (const item of left) await run(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
