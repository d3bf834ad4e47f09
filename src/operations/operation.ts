import type { OperationName, Operations } from '../contract/operations.gen.ts'
import type { Refuse } from '../contract/refusal.ts'
import type { RequestFacts } from '../domain/request-facts.ts'

/** One call of one operation: validated input, and the refusals that the contract allows it. */
export interface Call<Name extends OperationName> {
  readonly input: Operations[Name]['input']
  readonly refuse: Refuse<Operations[Name]['exception']>
  readonly request: RequestFacts
}

export interface Operation<Name extends OperationName, NeededPorts> {
  readonly name: Name
  readonly handle: (call: Call<Name>, ports: NeededPorts) => Promise<Operations[Name]['output']>
}

/** Binds a handler to its wire name; input, output and exceptions follow from the contract. */
export function operation<Name extends OperationName, NeededPorts>(
  name: Name,
  handle: (call: Call<Name>, ports: NeededPorts) => Promise<Operations[Name]['output']>,
): Operation<Name, NeededPorts> {
  return { name, handle }
}
