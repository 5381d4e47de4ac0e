/** A plan with times shortened: two environments, named users, a quarter, everybody. */
export function demoPlan(flag: string): string {
  return `
flag: ${flag}
owners: [demo]
expectations: It runs through by itself, unless something is injected.
could_go_wrong: [whatever is injected]
watch: [this terminal]
check_every: 1s
settle: 1s
max_step_factor: 100
gates:
  registrations: { kind: failures, metric: registrations_total, bad: { outcome: [failed] } }
  latency: { kind: latency, metric: registration_duration_seconds, slower_than: 1s }
  fallbacks:
    kind: share
    metric: trial_eligibility_fallbacks_total
    of: trial_eligibility_checks_total
    of_only: { method: [ssot] }
    at_most: 0.02
  grants: { kind: wrong_grants }
  split: { kind: sample_ratio, metric: registrations_total }
environments:
  - name: customers-staging
    hold: 1s
    people: 0
    steps: [{ to: "on", gates: [] }]
  - name: production
    hold: 2s
    people: 20
    no_data: { grace: 15s, then: hold }
    steps:
      - { to: "users:1,2", people: 0, gates: [] }
      - { to: "percent:25+users:1,2" }
      - { to: "on" }
`;
}
