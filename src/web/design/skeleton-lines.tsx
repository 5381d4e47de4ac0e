import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';

/** Holds the place of what is being fetched, in its size, so that nothing moves when it comes. */
export function SkeletonLines({ heights }: { readonly heights: readonly number[] }) {
  const blocks = heights.map((height, place) => ({ height, key: `${place}-${height}` }));
  return (
    <Stack gap="lg" aria-busy="true">
      <VisuallyHidden role="status">Loading</VisuallyHidden>
      {blocks.map(({ height, key }) => (
        <Skeleton key={key} height={height} />
      ))}
    </Stack>
  );
}
