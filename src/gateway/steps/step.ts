import type { RoutedExchange } from '../exchange/exchange.ts'
import type { Connection } from '../integrations/connection.ts'
import type { PipelineOutcome } from '../exchange/pipeline-outcome.ts'
import type { PipelineResources } from '../pipeline-resources.ts'

/** One question between authorizer and integration. Undefined lets the request go on; anything else is its end. */
export type Step = (
  exchange: RoutedExchange,
  connection: Connection,
  resources: PipelineResources,
) => PipelineOutcome | undefined | Promise<PipelineOutcome | undefined>
