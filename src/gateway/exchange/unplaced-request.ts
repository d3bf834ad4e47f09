export interface UnplacedRequest {
  readonly status: number
  readonly method: string
  /** As it was sent, without host and query. */
  readonly path: string
  readonly reason: string
}
