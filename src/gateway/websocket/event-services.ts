import type { Clock } from '../../ports/clock.ts'
import type { Tracer } from '../../ports/tracer.ts'
import type { AdmissionResources } from './admit-event.ts'
import type { EndedEvent } from './ended-event.ts'
import type { EventResources } from './integrations/event-outcome.ts'

/** What every event needs on its way. */
export interface EventServices extends EventResources, AdmissionResources {
  readonly clock: Clock
  readonly newRequestId: () => string
  readonly tracer?: Tracer | undefined
  /** Told of each event that is over. */
  readonly tell: (ended: EndedEvent) => void
}
