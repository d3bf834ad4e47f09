import type { MappingPart } from './parameter-mapping.ts'

/** REST: how a stage keeps the answers of a method. */
export interface ResponseCaching {
  readonly ttlSeconds: number
  /** Methods with the same one share their answers; the resource's id unless the definition says otherwise. */
  readonly namespace: string
  /** What of a request, besides its method, tells answers apart. */
  readonly keys: readonly MappingPart[]
  /** What becomes of `Cache-Control: max-age=0`; undefined where everybody may renew an answer. */
  readonly whenNotAuthorized: UnauthorizedCacheControl | undefined
}

export type UnauthorizedCacheControl =
  | 'FAIL_WITH_403'
  | 'SUCCEED_WITH_RESPONSE_HEADER'
  | 'SUCCEED_WITHOUT_RESPONSE_HEADER'
