import { systemClock } from '../../adapters/system/clock.ts'
import type { AwsPlan } from '../../config/plans/aws-plan.ts'
import { onDemand } from '../../operations/on-demand.ts'
import type { AwsCredentials } from '../../ports/aws-credentials.ts'

/** As whom this process calls AWS; nothing is loaded or looked for until it does. */
export function openAwsCredentials(plan: AwsPlan | undefined, region: string): AwsCredentials {
  if (plan === undefined) return { find: nothing, assume: nothing }
  const { accessKey, endpointOf } = plan
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  const endpoint = endpointOf('STS') ?? `https://sts.${region}.${suffix}`
  const opened = onDemand(async () => {
    const { createAwsCredentials } = await import('../../adapters/aws/aws-credentials.ts')
    return createAwsCredentials({ accessKey, endpoint, region, clock: systemClock })
  })
  return {
    find: async () => (await opened()).find(),
    assume: async (roleArn) => (await opened()).assume(roleArn),
  }
}

const nothing = async () => ({ kind: 'refused', reason: 'there are none' }) as const

/** Whoever needs them says so at the start, not at the first request. */
export async function requireAwsCredentials({ find }: Pick<AwsCredentials, 'find'>, what: string): Promise<void> {
  const own = await find()
  if (own.kind === 'found') return
  throw new Error(
    `${what} needs credentials of AWS, and ${own.reason}: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the process a profile or a role that AWS’s SDKs find.`,
  )
}
