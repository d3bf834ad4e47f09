/** When an address of a backend is passed over, by what becomes of requests to it. */
export interface OutlierEjection {
  /** In a row. */
  readonly failures: number
  /** The first time; longer each further time. */
  readonly seconds: number
}

/** What each address of a backend is asked, unasked. */
export interface HealthCheck {
  readonly path: string
  /** Between two of them. */
  readonly seconds: number
}

export interface AddressChecks {
  readonly ejection: OutlierEjection | undefined
  readonly healthCheck: HealthCheck | undefined
}
