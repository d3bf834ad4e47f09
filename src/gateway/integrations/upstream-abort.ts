import type { IntegrationFailure } from './integration-failure.ts'

/** Why the gateway itself ended a request to a backend. */
export class UpstreamAbort extends Error {
  readonly failure: IntegrationFailure

  constructor(failure: IntegrationFailure) {
    super(failure.reason)
    this.name = 'UpstreamAbort'
    this.failure = failure
  }
}
