import type { LogConfigurationType } from '../../contract/shapes.gen.ts'

/** What is wrong with a pool's log delivery. Unknown: how Cognito words it. */
export function logDeliveryFault(configurations: readonly LogConfigurationType[]): string | undefined {
  const sources = configurations.map(({ EventSource }) => EventSource)
  if (new Set(sources).size < sources.length) return 'Each event source can be configured once.'
  for (const configuration of configurations) {
    const fault = levelFault(configuration) ?? destinationFault(configuration)
    if (fault !== undefined) return fault
  }
  return undefined
}

/** The ARN that a configuration's records go to. */
export function logDestination(configuration: LogConfigurationType): string | undefined {
  return arnsOf(configuration)[0]?.arn
}

const levels = { userNotification: 'ERROR', userAuthEvents: 'INFO' } as const

function levelFault({ EventSource, LogLevel }: LogConfigurationType): string | undefined {
  const level = levels[EventSource]
  return LogLevel === level ? undefined : `The log level of ${EventSource} must be ${level}.`
}

function destinationFault(configuration: LogConfigurationType): string | undefined {
  const destinations = arnsOf(configuration)
  const [first] = destinations
  if (first === undefined || destinations.length > 1) return 'A log configuration must have exactly one destination.'
  if (configuration.EventSource === 'userNotification' && first.kind !== 'logs') {
    return 'userNotification logs can be sent to CloudWatch Logs only.'
  }
  return resources[first.kind].test(first.arn) ? undefined : `Invalid destination: ${first.arn}`
}

const resources = {
  logs: /^arn:aws[\w-]*:logs:[^:]+:\d+:log-group:[^:]+$/,
  s3: /^arn:aws[\w-]*:s3:::[^:]+$/,
  firehose: /^arn:aws[\w-]*:firehose:[^:]+:\d+:deliverystream\/[^:]+$/,
} as const

function arnsOf({
  CloudWatchLogsConfiguration,
  S3Configuration,
  FirehoseConfiguration,
}: LogConfigurationType): readonly { readonly kind: keyof typeof resources; readonly arn: string }[] {
  return [
    ...(CloudWatchLogsConfiguration
      ? [{ kind: 'logs', arn: CloudWatchLogsConfiguration.LogGroupArn ?? '' } as const]
      : []),
    ...(S3Configuration ? [{ kind: 's3', arn: S3Configuration.BucketArn ?? '' } as const] : []),
    ...(FirehoseConfiguration ? [{ kind: 'firehose', arn: FirehoseConfiguration.StreamArn ?? '' } as const] : []),
  ]
}
