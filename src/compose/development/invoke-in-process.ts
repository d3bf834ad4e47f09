import { refuse, Refusal } from '../../contract/refusal.ts'
import { operations } from '../../operations/index.ts'
import type { Ports } from '../../ports/ports.ts'
import { invokeOperation } from '../../server/aws/aws-json-operations.ts'
import type { InvokeOperation } from '../../template/cognito/resource.ts'

/** Calls an operation as the wire does, without the wire: for templates, which are applied by their operator. */
export function invokeInProcess(
  ports: Ports,
  { region, accountId }: { readonly region: string; readonly accountId: string },
): InvokeOperation {
  let calls = 0
  return async (name, input) => {
    calls += 1
    const request = { requestId: `template-${calls}`, region, accountId, sourceIp: '127.0.0.1', userAgent: 'template' }
    const result = await invokeOperation(operations, ports, { name, json: input, request })
    if (result.ok) return result.body === '' ? {} : JSON.parse(result.body)
    if (result.exception === 'InvalidParameterException')
      throw refuse(result.exception, result.message ?? 'invalid input')
    throw new Refusal('InvalidParameterException', `${result.exception}: ${result.message ?? ''}`)
  }
}
