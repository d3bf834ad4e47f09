/** Keeps retries from becoming the load that a failing backend dies of: one for five requests, ten at once. */
export interface RetryBudget {
  readonly earn: () => void
  /** False when it is spent. */
  readonly spend: () => boolean
}

const MOST = 10
const EARNED_BY_A_REQUEST = 0.2

export function createRetryBudget(): RetryBudget {
  let left = MOST
  return {
    earn() {
      left = Math.min(MOST, left + EARNED_BY_A_REQUEST)
    },
    spend() {
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}
