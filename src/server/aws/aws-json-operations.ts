import { operationFacts, type OperationName } from '../../contract/operations.gen.ts'
import { refuse } from '../../contract/refusal.ts'
import { serializeOutput } from '../../contract/serialize.ts'
import { validateInput } from '../../contract/validate.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import type { Operation } from '../../operations/operation.ts'

/** The implemented operations by wire name, each content with the ports that there are, in modules that are loaded when called. */
export type OperationTable<AvailablePorts> = {
  readonly [Name in OperationName]?: LoadOperation<Name, AvailablePorts>
}

type LoadOperation<Name extends OperationName, AvailablePorts> = () => Promise<{
  readonly [Exported in Name]: Operation<Name, AvailablePorts>
}>

export type Invocation =
  | { readonly ok: true; readonly body: string }
  | {
      readonly ok: false
      readonly exception: 'InvalidParameterException' | 'SerializationException' | 'UnknownOperationException'
      readonly message: string | undefined
    }

export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(operationFacts, name)
}

/**
 * Runs one operation on parsed JSON. Generic in the name, so that input, handler and output are known to belong
 * together although the name is chosen at run time.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- Name ties input, handler and output inside
export async function invokeOperation<Name extends OperationName, AvailablePorts>(
  table: OperationTable<AvailablePorts>,
  ports: AvailablePorts,
  call: {
    readonly name: Name
    readonly json: unknown
    readonly request: RequestFacts
    /** Refuses what is valid but not for this caller. */
    readonly admit?: ((input: object) => Promise<void>) | undefined
  },
): Promise<Invocation> {
  const { name, json, request } = call
  const load: LoadOperation<Name, AvailablePorts> | undefined = table[name]
  if (!load) {
    return { ok: false, exception: 'UnknownOperationException', message: `${name} is not implemented here.` }
  }
  const validation = validateInput(name, json)
  if (!validation.ok) return validation
  await call.admit?.(validation.input)
  const { [name]: operation } = await load()
  const output = await operation.handle({ input: validation.input, refuse, request }, ports)
  return { ok: true, body: serializeOutput(name, output) }
}
