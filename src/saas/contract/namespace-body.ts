import type { NamespaceDescription } from '../groups/describe-namespace.ts';

/**
 * A namespace as the portal reads it. Fields of its subscription are left out where it has none, and those of groups
 * for a person's namespace, as GitLab does.
 * @param saasUrl where people reach saas, without trailing slash.
 */
export function namespaceBody(description: NamespaceDescription, saasUrl: string): Record<string, unknown> {
  const { namespace, subscription, planCode, counts } = description;
  const group = namespace.kind === 'group';
  return {
    id: namespace.id,
    name: namespace.name,
    path: namespace.path,
    kind: namespace.kind,
    full_path: namespace.fullPath,
    parent_id: namespace.parentId,
    avatar_url: namespace.avatar,
    web_url: `${saasUrl}/${group ? 'groups/' : ''}${namespace.fullPath}`,
    shared_runners_minutes_limit: namespace.sharedRunnersMinutesLimit,
    extra_shared_runners_minutes_limit: namespace.extraSharedRunnersMinutesLimit,
    additional_purchased_storage_size: namespace.additionalPurchasedStorageSize,
    additional_purchased_storage_ends_on: namespace.additionalPurchasedStorageEndsOn,
    billable_members_count: counts.billable,
    ...(subscription && {
      seats_in_use: subscription.seatsInUse,
      max_seats_used: subscription.maxSeatsUsed,
      max_seats_used_changed_at: subscription.maxSeatsUsedChangedAt?.toISOString() ?? null,
      end_date: subscription.endDate,
    }),
    plan: planCode,
    trial_ends_on: subscription?.trialEndsOn ?? null,
    trial: subscription?.trial ?? false,
    // There are no projects here, therefore no repositories either.
    ...(group && { members_count_with_descendants: counts.members, root_repository_size: null, projects_count: 0 }),
  };
}
