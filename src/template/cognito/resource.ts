import type { OperationName } from '../../contract/operations.gen.ts'
import type { Json, JsonObject } from '../json.ts'
import type { TemplateError, Path } from '../template-error.ts'

/** Runs an operation of the user pools API in-process, as an operator; rejects with a `Refusal` as the API would. */
export type InvokeOperation = (name: OperationName, input: JsonObject) => Promise<unknown>

/** The same for what a template keeps in KMS. */
export type InvokeKms = (name: string, input: JsonObject) => Promise<unknown>

export interface ResourceCall {
  readonly logicalId: string
  readonly properties: JsonObject
  /** A name for a resource that the template does not name; the same at every start. */
  readonly generatedName: string
  readonly invoke: InvokeOperation
  readonly invokeKms: InvokeKms
  readonly fail: (propertyPath: Path, problem: string, advice: string) => TemplateError
}

export type Attributes = Readonly<Record<string, Json>>

/** One resource type that lives in a user pool, in terms of operations. */
export interface CognitoResource {
  /** Every property that CloudFormation knows; another one is a mistake. */
  readonly known: readonly string[]
  /** Properties that cannot change in place. */
  readonly identity: readonly string[]
  /** Yields what `Ref` yields. */
  readonly create: (call: ResourceCall) => Promise<string>
  readonly update: (call: ResourceCall, physicalId: string) => Promise<void>
  /** What `Fn::GetAtt` yields; undefined when the resource is gone. */
  readonly describe: (call: ResourceCall, physicalId: string) => Promise<Attributes | undefined>
}
