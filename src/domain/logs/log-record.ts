/** A line for one of the places that a pool's log delivery names. It leaves in the commit of what it tells. */
export interface LogRecord {
  readonly id: string
  readonly poolId: string
  /** The ARN of the log group, bucket or stream: the operator's settings say what stands behind it. */
  readonly destination: string
  /** JSON. */
  readonly body: string
  readonly createdAt: Date
}
