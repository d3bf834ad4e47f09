import type { OperationName } from '../../contract/operations.gen.ts'
import { coerceInput } from './coerce.ts'
import type { CognitoResource } from './resource.ts'

/** A resource that is nothing but one setting of a pool or client: making and changing it are the same operation. */
export function setting(operation: OperationName, known: readonly string[]): CognitoResource {
  const set: CognitoResource['update'] = async ({ properties, invoke, fail }) => {
    await invoke(operation, coerceInput(`${operation}Request`, properties, fail))
  }
  return {
    known,
    identity: ['UserPoolId', 'ClientId'],
    create: async (call) => {
      await set(call, call.generatedName)
      return call.generatedName
    },
    update: set,
    describe: async () => ({}),
  }
}
