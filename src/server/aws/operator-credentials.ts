import type { AccessKey } from '../../domain/access-key.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Authenticate } from './aws-json-caller.ts'
import { sigV4Verifier } from './sigv4.ts'

export interface OperatorCredentialsOptions {
  readonly clock: Clock
  readonly findAccessKey: (accessKeyId: string) => Promise<AccessKey | undefined>
  readonly accountId: string
  readonly regions?: readonly string[] | undefined
  /** Of the credential scope, and in front of the operation in what is refused. */
  readonly service?: string
  /** What a key that may only read may call. */
  readonly isReading?: (operation: string) => boolean
}

/** Production: an operator's access key signs every call, and its role says which operations it may call. */
export function operatorCredentials(options: OperatorCredentialsOptions): Authenticate {
  const { clock, regions, accountId, service = 'cognito-idp', isReading = isReadingByName } = options
  const verify = sigV4Verifier({
    service,
    regions,
    findCredential: async (accessKeyId) => {
      const key = await options.findAccessKey(accessKeyId)
      return key?.disabledAt === undefined ? key : undefined
    },
  })
  return async function authenticateOperator(request, operation) {
    const verdict = await verify(request, clock.now())
    if (!verdict.ok) return verdict
    const { principal, role } = verdict.credential
    if (role !== 'admin' && !isReading(operation)) {
      const message = `User: arn:aws:iam::${accountId}:user/${principal} is not authorized to perform: ${service}:${operation}`
      return { ok: false, exception: 'AccessDeniedException', message }
    }
    return { ok: true, caller: { accessKeyId: verdict.accessKeyId, region: verdict.region } }
  }
}

/** By the contract's own naming: what gets, describes or lists changes nothing. */
function isReadingByName(operation: string): boolean {
  return /^(?:Admin)?(?:Get|Describe|List)[A-Z]/.test(operation)
}
