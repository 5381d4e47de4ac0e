import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { FetchFailure } from '../../design/fetch-failure.tsx';
import { SkeletonLines } from '../../design/skeleton-lines.tsx';

type FetchedProps<Value> = {
  readonly query: UseQueryResult<Value>;
  /** Of what holds the place meanwhile, in pixels. */
  readonly heights: readonly number[];
  readonly children: (value: Value) => ReactNode;
};

/** Shows what was fetched; before that its place, and what is wrong where it cannot be had. */
export function Fetched<Value>({ query, heights, children }: FetchedProps<Value>) {
  const { data, error, isFetching, refetch } = query;
  if (data !== undefined) return children(data);
  if (error) return <FetchFailure error={error} onAgain={() => refetch()} isAsking={isFetching} />;
  return <SkeletonLines heights={heights} />;
}
