import { Refusal, refuse } from '../contract/refusal.ts'
import type { OperationName, Operations } from '../contract/operations.gen.ts'
import type { RequestFacts } from '../domain/request-facts.ts'
import type { Operation } from '../operations/operation.ts'

const request: RequestFacts = {
  requestId: '11111111-2222-4333-8444-555555555555',
  region: 'us-east-1',
  accountId: '123456789012',
  sourceIp: '203.0.113.7',
  userAgent: 'test',
}

/** Calls an operation as the wire does once it has validated the input. */
export function call<Name extends OperationName, NeededPorts>(
  operation: Operation<Name, NeededPorts>,
  ports: NeededPorts,
  input: Operations[Name]['input'],
  facts: Partial<RequestFacts> = {},
): Promise<Operations[Name]['output']> {
  return operation.handle({ input, refuse, request: { ...request, ...facts } }, ports)
}

/** The exception and the text that a call was refused with, or its output where it was not. */
export async function refusalOf(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof Refusal) return `${error.exception}: ${error.message}`
    throw error
  }
}
