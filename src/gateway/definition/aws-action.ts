import type { HeaderList } from '../../http/header-list.ts'
import type { PayloadMappingPart, ResponseParameterMappings } from './parameter-mapping.ts'

/** Where a service of AWS is, and for whom requests to it are signed: nothing in a request changes any of it. */
export interface AwsService {
  /** In the scope of signatures. */
  readonly signingName: string
  readonly region: string
  readonly origin: string
  readonly host: string
  readonly identity: AwsIdentity
}

/** As whom it is called: this process, a role that it assumes, or the owner of the key that the request is signed with. */
export type AwsIdentity = { readonly kind: 'process' | 'caller' } | { readonly kind: 'role'; readonly arn: string }

/** HTTP APIs: one action of a service, with parameters in place of a message that passes through. */
export interface ServiceIntegration {
  readonly kind: 'service'
  readonly service: AwsService
  readonly action: ServiceAction
  readonly parameters: readonly ServiceParameter[]
  readonly responses: ResponseParameterMappings
  readonly timeoutMilliseconds: number
}

/** How the parameters travel. */
export type ServiceAction =
  /** Members of a JSON object; `entry`: of the one entry of a batch. */
  | { readonly kind: 'json'; readonly headers: HeaderList; readonly isEntry: boolean }
  /** Fields of a form, sent to the path of the queue that `QueueUrl` names. */
  | { readonly kind: 'queue'; readonly name: string; readonly version: string }
  /** Segments of a path and a query: `/applications/{Application}/…?client_id={ClientId}`. */
  | { readonly kind: 'path'; readonly path: string; readonly query: readonly (readonly [string, string])[] }

export interface ServiceParameter {
  /** As the service spells it. */
  readonly name: string
  readonly form: ParameterForm
  readonly value: readonly PayloadMappingPart[]
}

/** `list`: a JSON list, or texts with commas between; `time`: seconds or ISO 8601. */
export type ParameterForm = 'text' | 'number' | 'json' | 'list' | 'time'
