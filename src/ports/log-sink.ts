/** Where the lines of log delivery go. It limits its own time, and rejects when the lines did not get there. */
export interface LogSink {
  /** Each line is a record, in JSON unless an access log has a format of its own, without a line feed. */
  write(lines: readonly string[]): Promise<void>
}

/** The sink behind an ARN; none where the operator named none. */
export type FindLogSink = (destination: string) => LogSink | undefined
