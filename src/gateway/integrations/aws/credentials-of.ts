import type { AwsCredentials, AwsCredentialsFound } from '../../../ports/aws-credentials.ts'
import type { RequestSigners } from '../../../ports/request-signers.ts'
import type { Principal } from '../../exchange/principal.ts'
import type { AwsIdentity } from '../../definition/aws-action.ts'

export interface AwsIdentities {
  readonly credentials: AwsCredentials | undefined
  readonly signers: Pick<RequestSigners, 'findAccessKey'>
}

/** The key that a service is called with. Nobody stands in for anybody: what is not found is refused. */
export async function credentialsOf(
  identity: AwsIdentity,
  principal: Principal | undefined,
  { credentials, signers }: AwsIdentities,
): Promise<AwsCredentialsFound> {
  switch (identity.kind) {
    case 'process':
      return credentials?.find() ?? none
    case 'role':
      return credentials?.assume(identity.arn) ?? none
    case 'caller': {
      if (principal?.kind !== 'signed') return refused('the caller signed nothing')
      const key = await signers.findAccessKey(principal.accessKey)
      if (key === undefined || key.disabledAt !== undefined)
        return refused('the secret of the caller’s key is not known')
      const { accessKeyId, secretAccessKey } = key
      return { kind: 'found', accessKey: { accessKeyId, secretAccessKey, sessionToken: undefined } }
    }
  }
}

const none = refused('there are no credentials of AWS')

function refused(reason: string): AwsCredentialsFound {
  return { kind: 'refused', reason }
}
