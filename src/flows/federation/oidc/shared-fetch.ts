import type { OutboundFetch } from '../../../ports/outbound-fetch.ts'
import type { Ports } from '../../../ports/ports.ts'

interface Flight {
  readonly document: Promise<unknown>
  /** Undefined while it is under way. */
  arrivedAt: number | undefined
}

/** By the port, so that each installation has documents of its own. */
const flights = new WeakMap<OutboundFetch, Map<string, Flight>>()
const mostFlights = 1000

/**
 * The JSON at an address. Whoever asks while it is under way shares the answer, and so does whoever asks within
 * `keptSeconds` of its arrival; a failure is kept for nobody.
 */
export function fetchShared(
  { clock, outboundFetch }: Pick<Ports, 'clock' | 'outboundFetch'>,
  url: string,
  keptSeconds: number,
): Promise<unknown> {
  const known = flights.get(outboundFetch) ?? new Map<string, Flight>()
  flights.set(outboundFetch, known)
  const now = clock.now().getTime()
  const before = known.get(url)
  const isGood = before?.arrivedAt === undefined || now - before.arrivedAt < keptSeconds * 1000
  if (before !== undefined && isGood) return before.document
  if (known.size >= mostFlights) known.clear()
  const flight: Flight = { document: fetchJson(outboundFetch, url), arrivedAt: undefined }
  known.set(url, flight)
  flight.document.then(
    () => void (flight.arrivedAt = clock.now().getTime()),
    () => void known.delete(url),
  )
  return flight.document
}

async function fetchJson(fetch: OutboundFetch, url: string): Promise<unknown> {
  const response = await fetch(url, { headers: { accept: 'application/json' } })
  if (response.status !== 200) throw new Error(`the answer is ${response.status}`)
  return response.json()
}
