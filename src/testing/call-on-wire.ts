import type { OperationName } from '../contract/operations.gen.ts'
import { serializeOutput } from '../contract/serialize.ts'
import { validateInput } from '../contract/validate.ts'
import type { RequestFacts } from '../domain/request-facts.ts'
import type { Operation } from '../operations/operation.ts'
import { call, refusalOf } from './call-operation.ts'

/**
 * Calls an operation with JSON as a client sends it, and gives the JSON that a client receives, `''` where there is no
 * body at all, or the exception and its text.
 */
export async function callOnWire<Name extends OperationName, NeededPorts>(
  operation: Operation<Name, NeededPorts>,
  ports: NeededPorts,
  json: object,
  facts: Partial<RequestFacts> = {},
): Promise<unknown> {
  const validation = validateInput(operation.name, json)
  if (!validation.ok) return `${validation.exception}: ${validation.message}`
  const answer = call(operation, ports, validation.input, facts).then((output) => {
    const body = serializeOutput(operation.name, output)
    return body === '' ? '' : JSON.parse(body)
  })
  return refusalOf(answer)
}
