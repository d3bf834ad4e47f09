import type { BackendFacts } from '../../gateway/integrations/upstreams.ts'
import type { Metric } from './exposition.ts'

/** The addresses of backends, where an API asks that they be checked. */
export function backendMetrics(backends: readonly BackendFacts[]): readonly Metric[] {
  if (backends.length === 0) return []
  const seriesOf = (valueOf: (facts: BackendFacts) => number) =>
    backends.map((facts) => ({ labels: { backend: backendOf(facts) }, value: valueOf(facts) }))
  return [
    {
      name: 'sallyport_backend_addresses',
      type: 'gauge',
      help: 'Addresses of backends that are checked.',
      series: seriesOf(({ addresses }) => addresses),
    },
    {
      name: 'sallyport_backend_addresses_ejected',
      type: 'gauge',
      help: 'Those of them that are passed over after failures.',
      series: seriesOf(({ ejected }) => ejected),
    },
    {
      name: 'sallyport_backend_addresses_unhealthy',
      type: 'gauge',
      help: 'Those of them that health checks found ill.',
      series: seriesOf(({ unhealthy }) => unhealthy),
    },
    {
      name: 'sallyport_backend_ejections_total',
      type: 'counter',
      help: 'How often one of these addresses was passed over.',
      series: seriesOf(({ ejections }) => ejections),
    },
  ]
}

/** Its origins, and where it has one the name that they are to prove. */
function backendOf({ name }: BackendFacts): string {
  return name.replace(/#$/, '')
}
