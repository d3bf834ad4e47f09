/** What became of a request that others waited for. */
export type FlightEnd = 'kept' | 'not-kept' | 'client-gone'

/** The one request that asks the backend. */
export interface Flight {
  /** The answer begins to come: whoever reads it slowly holds up nobody for long. */
  readonly isAnswered: () => void
  /** Counts once. */
  readonly end: (end: FlightEnd) => void
}

export type FlightEntry =
  | { readonly kind: 'lead'; readonly flight: Flight }
  | { readonly kind: 'wait'; readonly ended: Promise<FlightEnd> }
  /** Enough wait already. */
  | { readonly kind: 'alone' }

export interface Flights {
  /** Leads where nobody does, which nothing can come between. */
  readonly enter: (name: string) => FlightEntry
}

interface UnderWay {
  readonly ended: Promise<FlightEnd>
  waiting: number
}

const mostWaiting = 1000
const longestBodyMilliseconds = 1000

/** Requests for the same entry of a cache that come together: one asks, the others wait for what is kept then. */
export function createFlights(): Flights {
  const underWay = new Map<string, UnderWay>()

  function lead(name: string): Flight {
    const { promise: ended, resolve } = Promise.withResolvers<FlightEnd>()
    const own = { ended, waiting: 0 }
    underWay.set(name, own)
    let timer: NodeJS.Timeout | undefined
    const end = (how: FlightEnd) => {
      clearTimeout(timer)
      if (underWay.get(name) === own) underWay.delete(name)
      resolve(how)
    }
    return {
      end,
      isAnswered() {
        timer ??= setTimeout(() => end('not-kept'), longestBodyMilliseconds).unref()
      },
    }
  }

  return {
    enter(name) {
      const known = underWay.get(name)
      if (known === undefined) return { kind: 'lead', flight: lead(name) }
      if (known.waiting >= mostWaiting) return { kind: 'alone' }
      known.waiting += 1
      return { kind: 'wait', ended: known.ended }
    },
  }
}
