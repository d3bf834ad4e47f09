import type { FollowFacts } from '../../gateway/revocations/follow-revocations.ts'
import type { Metric } from './exposition.ts'

/** What a gateway alone has heard of sessions that ended. */
export function revocationMetrics({ ageSeconds, remembered }: FollowFacts): readonly Metric[] {
  return [
    gauge('sallyport_revocation_feed_age_seconds', 'Since all was known of the feed of revocations.', ageSeconds),
    gauge('sallyport_revocations_remembered', 'Revocations that are remembered.', remembered),
  ]
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, type: 'gauge', help, series: [{ labels: {}, value }] }
}
