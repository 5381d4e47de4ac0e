const FREE = "'ultimate_with_gitlab_duo_enterprise'";
const PREMIUM = "'ultimate_on_premium_with_gitlab_duo_enterprise'";

/** A fraction of 1 from two bytes of the namespace's hash. */
const fraction = (byte: number) => `(get_byte(hash, ${byte}) * 256 + get_byte(hash, ${byte + 1})) / 65536.0::float8`;

// One hash per namespace gives all its chances, so that a seed means the same on every server and in any batch.
const FRESH = `CREATE TEMPORARY TABLE fresh ON COMMIT DROP AS
  SELECT id, (clock_timestamp() AT TIME ZONE 'UTC')::date AS today, 100 * ${fraction(0)} AS kind,
    ${fraction(2)} AS one, ${fraction(4)} AS two, ${fraction(6)} AS three
  FROM generate_series($1::bigint, $2::bigint) AS series (id),
    LATERAL (SELECT sha256(convert_to($3::bigint || ' ' || id, 'UTF8')) AS hash OFFSET 0) AS chances
  WHERE NOT EXISTS (SELECT FROM namespaces WHERE namespaces.id = series.id)`;

// In hundredths: 55 one past trial, 10 two, 3 a running one, 20 premium (a tenth of them with a Duo Pro trial that runs),
// 8 ultimate, 3 Duo Enterprise, 1 blocked.
const TRIALS = `INSERT INTO trials (namespace_id, trial_type, starts_on, ends_on, started_at, origin, source_updated_at)
  SELECT id, trial_type, starts_on, starts_on + days, starts_on::timestamp AT TIME ZONE 'UTC', 'import',
    starts_on::timestamp AT TIME ZONE 'UTC'
  FROM (
    SELECT id, CASE WHEN two < 0.8 THEN ${FREE} ELSE ${PREMIUM} END AS trial_type,
      today - 61 - floor(one * 1034)::integer AS starts_on, CASE WHEN three < 0.1 THEN 60 ELSE 30 END AS days
    FROM fresh WHERE kind < 55
    UNION ALL
    SELECT id, ${FREE}, today - 1095 + floor(one * 500)::integer, CASE WHEN three < 0.1 THEN 60 ELSE 30 END
    FROM fresh WHERE kind >= 55 AND kind < 65
    UNION ALL
    SELECT id, ${PREMIUM}, today - 500 + floor(two * 465)::integer, 30 FROM fresh WHERE kind >= 55 AND kind < 65
    UNION ALL
    SELECT id, CASE WHEN two < 0.7 THEN ${FREE} ELSE ${PREMIUM} END, today - floor(one * 29)::integer, 30
    FROM fresh WHERE kind >= 65 AND kind < 68
  ) AS history ORDER BY id`;

// Bought by the year: most were renewed until now, some ended after a year, a few have no end.
const PURCHASES = `INSERT INTO purchases
    (external_id, namespace_id, product, trial, starts_on, ends_on, quantity, customer, source_updated_at)
  SELECT 'seed-' || id || '-' || product, id, product, trial, starts_on,
    CASE WHEN trial THEN starts_on + 30 WHEN two < 0.05 THEN NULL
      WHEN two < 0.25 AND today - starts_on > 365 THEN starts_on + 365
      ELSE starts_on + 365 * ((today - starts_on) / 365 + 1) END,
    1 + floor(three * 500)::integer, 'Customer ' || id, starts_on::timestamp AT TIME ZONE 'UTC'
  FROM (
    SELECT id, today, two, three, false AS trial, today - floor(one * 1095)::integer AS starts_on,
      CASE WHEN kind < 88 THEN 'premium' WHEN kind < 96 THEN 'ultimate' ELSE 'duo_enterprise' END AS product
    FROM fresh WHERE kind >= 68 AND kind < 99
    UNION ALL
    SELECT id, today, two, three, true, today - floor(one * 29)::integer, 'duo_pro'
    FROM fresh WHERE kind >= 68 AND kind < 70
  ) AS bought ORDER BY id`;

const BLOCKS = `INSERT INTO namespace_blocks (namespace_id, blocked_until, reason)
  SELECT id, CASE WHEN one < 0.3 THEN today + 1 + floor(two * 365)::integer END, 'seed: suspected abuse'
  FROM fresh WHERE kind >= 99 ORDER BY id`;

const NAMESPACES = `INSERT INTO namespaces (id, eligibility_version, facts)
  SELECT id, 1, pack_facts(id) FROM fresh ORDER BY id`;

/**
 * How a batch of namespaces is made: `fresh` chooses those that are not known yet and their chances, by the parameters
 * first id, last id and seed; the others write what follows from them. Trials of a namespace never overlap. What runs has
 * no provisioning, because saas knows none of these namespaces.
 */
export const SEED_STATEMENTS = {
  fresh: FRESH,
  trials: TRIALS,
  purchases: PURCHASES,
  blocks: BLOCKS,
  namespaces: NAMESPACES,
} as const;
