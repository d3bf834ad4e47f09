import type { Dispatcher } from 'undici'
import type { HealthCheck } from '../../definition/address-checks.ts'

const longestMilliseconds = 5000

/** Whether an address answers its check in time, with a status that is neither 4XX nor 5XX. */
export async function isWell(pool: Dispatcher, { path, seconds }: HealthCheck): Promise<boolean> {
  try {
    const { body, statusCode } = await pool.request({
      path,
      method: 'GET',
      signal: AbortSignal.timeout(Math.min(longestMilliseconds, seconds * 1000)),
    })
    await body.dump({ limit: 64 * 1024 })
    return statusCode < 400
  } catch {
    // However it fails, it does not answer.
    return false
  }
}
