export interface StreamPace {
  /** What each response sends before it is slowed down. */
  readonly unslowedBytes: number
  readonly bytesPerSecond: number
}

/** API Gateway's own (developer guide, considerations for response streaming). */
export const defaultStreamPace: StreamPace = { unslowedBytes: 10 * 1024 * 1024, bytesPerSecond: 2 * 1024 * 1024 }
