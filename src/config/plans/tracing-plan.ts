/** Where traces go and which; made of OpenTelemetry's own variables, so that one environment serves all programs. */
export interface TracingPlan {
  readonly endpoint: string
  /** Sent with each batch; they may hold a credential. */
  readonly headers: Readonly<Record<string, string>>
  readonly serviceName: string
  readonly resourceAttributes: Readonly<Record<string, string>>
  readonly sampler: TraceSampler
  readonly batches: TraceBatches
}

export interface TraceSampler {
  /** What the caller decided holds. */
  readonly followsParent: boolean
  /** Of those that begin here; from 0 to 1. */
  readonly share: number
}

/** Undefined: the library's own. */
export interface TraceBatches {
  readonly delayMilliseconds: number | undefined
  readonly mostWaiting: number | undefined
  readonly largest: number | undefined
}

export interface TracingReading {
  /** Undefined: nothing is traced. */
  readonly plan: TracingPlan | undefined
  readonly problems: readonly string[]
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * What the environment says of traces, and what of it cannot be followed. The latter is for the log: a word about
 * telemetry keeps nothing from starting (OpenTelemetry, environment variable specification).
 */
export function planTracing(environment: Environment): TracingReading {
  const read = (name: string) => environment[name]?.trim() || undefined
  const problems: string[] = []
  const endpoint = endpointOf(read)
  const exporter = read('OTEL_TRACES_EXPORTER') ?? 'otlp'
  if (endpoint === undefined || read('OTEL_SDK_DISABLED')?.toLowerCase() === 'true' || exporter === 'none') {
    return { plan: undefined, problems }
  }
  const protocol = read('OTEL_EXPORTER_OTLP_TRACES_PROTOCOL') ?? read('OTEL_EXPORTER_OTLP_PROTOCOL') ?? 'http/protobuf'
  if (exporter !== 'otlp') problems.push('OTEL_TRACES_EXPORTER must be otlp or none: there are no traces.')
  if (protocol !== 'http/protobuf')
    problems.push('OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf: there are no traces.')
  if (!isHttpUrl(endpoint))
    problems.push('OTEL_EXPORTER_OTLP_ENDPOINT must be an http or https URL: there are no traces.')
  if (problems.length > 0) return { plan: undefined, problems }

  const sampler = samplerOf(read('OTEL_TRACES_SAMPLER') ?? 'parentbased_always_on', read('OTEL_TRACES_SAMPLER_ARG'))
  if (sampler === undefined) problems.push('OTEL_TRACES_SAMPLER or its ARG is unknown: parentbased_always_on is taken.')
  const pairs = (name: string): Readonly<Record<string, string>> => {
    const parsed = pairsOf(read(name) ?? '')
    if (parsed === undefined) problems.push(`${name} must be pairs as in key=value,key=value: it is ignored.`)
    return parsed ?? {}
  }
  const number = (name: string): number | undefined => {
    const text = read(name)
    if (text === undefined || /^[1-9]\d{0,8}$/.test(text)) return text === undefined ? undefined : Number(text)
    problems.push(`${name} must be a whole number above 0: it is ignored.`)
    return undefined
  }
  const resourceAttributes = pairs('OTEL_RESOURCE_ATTRIBUTES')
  const plan = {
    endpoint,
    headers: { ...pairs('OTEL_EXPORTER_OTLP_HEADERS'), ...pairs('OTEL_EXPORTER_OTLP_TRACES_HEADERS') },
    serviceName: read('OTEL_SERVICE_NAME') ?? resourceAttributes['service.name'] ?? 'sallyport',
    resourceAttributes,
    sampler: sampler ?? { followsParent: true, share: 1 },
    batches: {
      delayMilliseconds: number('OTEL_BSP_SCHEDULE_DELAY'),
      mostWaiting: number('OTEL_BSP_MAX_QUEUE_SIZE'),
      largest: number('OTEL_BSP_MAX_EXPORT_BATCH_SIZE'),
    },
  }
  return { plan, problems }
}

/** The one for traces is taken as it is; the one for all signals gets their path. */
function endpointOf(read: (name: string) => string | undefined): string | undefined {
  const own = read('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT')
  const common = read('OTEL_EXPORTER_OTLP_ENDPOINT')
  return own ?? (common === undefined ? undefined : `${common.replace(/\/+$/, '')}/v1/traces`)
}

function isHttpUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text)
}

function samplerOf(name: string, argument: string | undefined): TraceSampler | undefined {
  const followsParent = name.startsWith('parentbased_')
  switch (followsParent ? name.slice('parentbased_'.length) : name) {
    case 'always_on':
      return { followsParent, share: 1 }
    case 'always_off':
      return { followsParent, share: 0 }
    case 'traceidratio': {
      const share = Number(argument ?? 1)
      return share >= 0 && share <= 1 ? { followsParent, share } : undefined
    }
    default:
      return undefined
  }
}

/** W3C Baggage without properties: values are percent-encoded. */
function pairsOf(text: string): Readonly<Record<string, string>> | undefined {
  const entries: [string, string][] = []
  for (const pair of text.split(',')) {
    if (pair.trim() === '') continue
    const at = pair.indexOf('=')
    if (at < 1) return undefined
    try {
      entries.push([pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())])
    } catch {
      return undefined
    }
  }
  return Object.fromEntries(entries)
}
