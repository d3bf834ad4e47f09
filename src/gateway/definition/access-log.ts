/** One line for each request of a stage, in the format that the template gives. */
export interface AccessLog {
  /** Which sink it means is the installation's to say. */
  readonly destinationArn: string
  readonly format: AccessLogFormat
  /** It asks how the backend calls the request, which is in the headers of its answer. */
  readonly readsBackendIds: boolean
}

export interface AccessLogFormat {
  /** How values are escaped, so that none ends its field or the line. */
  readonly style: 'json' | 'xml' | 'csv' | 'text'
  readonly parts: readonly AccessLogPart[]
}

export type AccessLogPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'variable'
      readonly name: string
      /** The author put quotation marks around it. */
      readonly isQuoted: boolean
    }
