/** What is remembered of one resource of one stack, so that a later start finds the same resource. */
export interface TemplateStateRecord {
  readonly type: string
  readonly physicalId: string
  /** Digest of the properties last applied; a different one means there is something to update. */
  readonly propertiesDigest: string
  /** Digest of the properties that cannot change in place; a different one means a new resource. */
  readonly identityDigest: string
}

/**
 * The memory of applied templates. It holds digests, never property values: those may be secrets.
 * `put` must be durable before it resolves, or a crash leaves a second pool behind at the next start.
 */
export interface TemplateState {
  readonly get: (stack: string, logicalId: string) => Promise<TemplateStateRecord | undefined>
  readonly put: (stack: string, logicalId: string, record: TemplateStateRecord) => Promise<void>
  readonly list: (stack: string) => Promise<readonly string[]>
}
