import type { Clock } from '../../ports/clock.ts'

type PhaseName = 'authorizer' | 'integration'

/** What the backend answered. They differ where a function's own status travels in Lambda's 200. */
export interface IntegrationStatus {
  readonly ofEndpoint: number
  readonly ofFunction: number
}

/** How long the parts of a request took: the only thing about an exchange that fills up on the way. */
export interface Phases {
  readonly time: <Result>(name: PhaseName, run: () => Promise<Result>) => Promise<Result>
  readonly integrationAnswered: (status: IntegrationStatus) => void
  /** Undefined for a part that the request did not come to. */
  readonly latencyOf: (name: PhaseName) => number | undefined
  readonly integrationStatus: () => IntegrationStatus | undefined
}

export function createPhases(clock: Clock): Phases {
  const latencies = new Map<PhaseName, number>()
  let answered: IntegrationStatus | undefined
  return {
    async time(name, run) {
      const startedAt = clock.now().getTime()
      try {
        return await run()
      } finally {
        latencies.set(name, clock.now().getTime() - startedAt)
      }
    },
    integrationAnswered(status) {
      answered = status
    },
    latencyOf: (name) => latencies.get(name),
    integrationStatus: () => answered,
  }
}
