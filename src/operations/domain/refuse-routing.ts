import type { Refuse } from '../../contract/refusal.ts'
import type { RoutingType } from '../../contract/shapes.gen.ts'

/** Routing fails over to a replica in another region, and there are no replicas here to fail over to. */
export function refuseRouting(refuse: Refuse<'InvalidParameterException'>, routing: RoutingType | undefined): void {
  if (routing) throw refuse('InvalidParameterException', 'Routing requires a replica of the user pool.')
}
