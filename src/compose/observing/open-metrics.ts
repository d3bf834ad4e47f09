import type { ActivityOutcome } from '../../flows/threat-protection/activity-outcome.ts'
import type { LogDeliveryOutcome } from '../../flows/threat-protection/deliver-log-records.ts'
import type { DeliveryOutcome } from '../../flows/messages/deliver-outbox.ts'
import type { Observed } from '../../gateway/observed.ts'
import type { FollowFacts } from '../../gateway/revocations/follow-revocations.ts'
import type { BackendFacts } from '../../gateway/integrations/upstreams.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Storage } from '../../ports/storage/storage.ts'
import type { AwsJsonOutcome } from '../../server/aws/aws-json.ts'
import { backendMetrics } from '../../server/metrics/backends.ts'
import { backlogMetrics } from '../../server/metrics/backlog.ts'
import { createCounters } from '../../server/metrics/counters.ts'
import { createGatewayCounters } from '../../server/metrics/gateway-counters.ts'
import type { Metric } from '../../server/metrics/exposition.ts'
import { openMetricsListener } from '../../server/metrics/metrics-listener.ts'
import { watchProcess } from '../../server/metrics/process-facts.ts'
import type { RequestOutcome } from '../../server/server.ts'

export interface Metrics extends AsyncDisposable {
  readonly request: ((outcome: RequestOutcome) => void) | undefined
  /** Takes in what is to be told of backends, once there is a gateway. */
  readonly watchBackends: ((read: () => readonly BackendFacts[]) => void) | undefined
  /** The same of the feed of revocations, where one is followed. */
  readonly watchRevocations: ((read: () => FollowFacts) => void) | undefined
  readonly apiRequest: ((observed: Observed) => void) | undefined
  readonly operation: ((outcome: AwsJsonOutcome) => void) | undefined
  readonly message: ((outcome: DeliveryOutcome) => void) | undefined
  readonly activity: ((outcome: ActivityOutcome) => void) | undefined
  readonly logRecords: ((outcome: LogDeliveryOutcome) => void) | undefined
}

const none = {
  request: undefined,
  apiRequest: undefined,
  watchBackends: undefined,
  watchRevocations: undefined,
  operation: undefined,
  message: undefined,
  activity: undefined,
  logRecords: undefined,
  [Symbol.asyncDispose]: async () => {},
}

/** Counts and answers where an address is given; elsewhere nothing is counted. */
export async function openMetrics(
  address: { readonly host: string; readonly port: number } | undefined,
  { clock, storage }: { readonly clock: Clock; readonly storage?: Pick<Storage, 'installation'> },
): Promise<Metrics> {
  if (address === undefined) return none
  await using opened = new AsyncDisposableStack()
  const { read, ...counters } = createCounters()
  const apis = createGatewayCounters()
  let readBackends: () => readonly BackendFacts[] = () => []
  let readRevocations: (() => FollowFacts) | undefined
  const facts = opened.use(watchProcess())
  // A database that does not answer leaves its own figures out: that is when the others are looked at.
  const backlog = (): Promise<readonly Metric[]> =>
    storage === undefined
      ? Promise.resolve([])
      : storage.installation.messageBacklog().then(
          (found) => backlogMetrics(found, clock.now()),
          () => [],
        )
  const revocations = async (): Promise<readonly Metric[]> => {
    if (readRevocations === undefined) return []
    const { revocationMetrics } = await import('../../server/metrics/revocations.ts')
    return revocationMetrics(readRevocations())
  }
  const readAll = async (): Promise<readonly Metric[]> => [
    ...read(),
    ...apis.read(),
    ...backendMetrics(readBackends()),
    ...(await revocations()),
    ...(await backlog()),
    ...facts.read(),
  ]
  opened.use(await openMetricsListener({ ...address, read: readAll }))
  const all = opened.move()
  return {
    ...counters,
    apiRequest: apis.request,
    watchBackends: (read) => void (readBackends = read),
    watchRevocations: (read) => void (readRevocations = read),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}
