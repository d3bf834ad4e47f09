import type { QuotaPeriod } from '../definition/usage-plan.ts'

/** The midnight (UTC) that a day, a week from Monday or a month began with. */
export function periodStart(period: QuotaPeriod, now: Date): number {
  return startOf(period, now, 0)
}

/** The midnight that the next one begins with. */
export function periodEnd(period: QuotaPeriod, now: Date): number {
  return startOf(period, now, 1)
}

function startOf(period: QuotaPeriod, now: Date, later: 0 | 1): number {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()]
  switch (period) {
    case 'DAY':
      return Date.UTC(year, month, day + later)
    case 'WEEK':
      return Date.UTC(year, month, day - ((now.getUTCDay() + 6) % 7) + 7 * later)
    case 'MONTH':
      return Date.UTC(year, month + later, 1)
  }
}
