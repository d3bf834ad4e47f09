import type { AwsCredentialsFound } from '../../ports/aws-credentials.ts'
import type { Clock } from '../../ports/clock.ts'
import type { AssumedRole, RoleSession } from './assume-role.ts'

/** Asked for again while it is still good: STS has that long to come back. */
const earlyMilliseconds = 300_000
/** A request on its way must not arrive with one that ended meanwhile. */
const leastMilliseconds = 10_000
/** After a failure, so that no flood of requests becomes a flood to STS. */
const pauseMilliseconds = 2000
/** Roles are named by definitions, which come and go while a process runs. */
const mostRoles = 500

interface Role {
  session?: RoleSession
  asking?: Promise<AwsCredentialsFound> | undefined
  failure?: AwsCredentialsFound | undefined
  askAgainAt: number
}

export interface RoleSessionsOptions {
  /** Must not reject. */
  readonly assume: (roleArn: string) => Promise<AssumedRole>
  readonly clock: Clock
}

/** Keeps the session of each role; a new one is asked for once, before the old one ends, and nobody waits for it then. */
export function keepRoleSessions({
  assume,
  clock,
}: RoleSessionsOptions): (roleArn: string) => Promise<AwsCredentialsFound> {
  const roles = new Map<string, Role>()
  const nowMilliseconds = () => clock.now().getTime()

  function roleOf(arn: string): Role {
    const known = roles.get(arn)
    if (known !== undefined) return known
    const [oldest] = roles.keys()
    if (oldest !== undefined && roles.size >= mostRoles) roles.delete(oldest)
    const role = { askAgainAt: 0 }
    roles.set(arn, role)
    return role
  }

  async function renew(arn: string, role: Role): Promise<AwsCredentialsFound> {
    const outcome = await assume(arn)
    role.asking = undefined
    if (outcome.kind === 'assumed') {
      role.session = outcome.session
      role.failure = undefined
      role.askAgainAt = Math.max(
        outcome.session.expiresAt.getTime() - earlyMilliseconds,
        nowMilliseconds() + pauseMilliseconds,
      )
      return found(outcome.session)
    }
    role.askAgainAt = nowMilliseconds() + pauseMilliseconds
    const failure = { kind: outcome.kind, reason: `${outcome.reason} for ${arn}` }
    role.failure = failure
    return failure
  }

  return async (arn) => {
    const role = roleOf(arn)
    const now = nowMilliseconds()
    if (role.asking === undefined && now >= role.askAgainAt) role.asking = renew(arn, role)
    const { asking, failure, session } = role
    if (session !== undefined && session.expiresAt.getTime() - now > leastMilliseconds) return found(session)
    return asking ?? failure ?? (role.asking = renew(arn, role))
  }
}

function found({ accessKey }: RoleSession): AwsCredentialsFound {
  return { kind: 'found', accessKey }
}
