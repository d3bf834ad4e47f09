import type { AwsAccessKey, AwsCredentials, AwsCredentialsFound } from '../../ports/aws-credentials.ts'
import { assumeRole, type AssumedRole, type SecurityTokenService } from './assume-role.ts'
import { keepRoleSessions } from './role-sessions.ts'

export interface AwsCredentialsOptions extends SecurityTokenService {
  /** Undefined: they are looked for. */
  readonly accessKey: AwsAccessKey | undefined
}

/** This process's own credentials, and those of the roles that it assumes with them. */
export function createAwsCredentials({ accessKey, ...service }: AwsCredentialsOptions): AwsCredentials {
  let searching: Promise<AwsCredentials['find']> | undefined
  const find = async (): Promise<AwsCredentialsFound> => {
    if (accessKey !== undefined) return { kind: 'found', accessKey }
    searching ??= import('./own-credentials.ts').then(({ findOwnCredentials }) => findOwnCredentials(service))
    return (await searching)()
  }
  const assume = async (roleArn: string): Promise<AssumedRole> => {
    const own = await find()
    return own.kind === 'found' ? assumeRole(roleArn, own.accessKey, service) : own
  }
  return { find, assume: keepRoleSessions({ assume, clock: service.clock }) }
}
