import { Refusal } from '../../contract/refusal.ts'
import type { Ports } from '../../ports/ports.ts'
import type { InvokeKms } from '../../template/cognito/resource.ts'

/** Calls an operation of KMS without the wire: for templates, which are applied by their operator. */
export function invokeKmsInProcess(
  ports: Ports,
  request: { readonly region: string; readonly accountId: string },
): InvokeKms {
  return async (name, input) => {
    const { kmsOperations } = await import('../../kms/operations.ts')
    const { KmsRefusal } = await import('../../kms/kms-refusal.ts')
    try {
      return await kmsOperations[name]?.handle(input, ports, request)
    } catch (error) {
      if (!(error instanceof KmsRefusal)) throw error
      const exception =
        error.exception === 'NotFoundException' ? 'ResourceNotFoundException' : 'InvalidParameterException'
      throw new Refusal(exception, `${error.exception}: ${error.message}`)
    }
  }
}
