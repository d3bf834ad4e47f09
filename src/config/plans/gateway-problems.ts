import { planAws, type AwsPlan } from './aws-plan.ts'
import { planFunctions, type FunctionPlan } from './function-plan.ts'
import type { GatewaySettings } from '../settings/gateway-settings.ts'
import { planTracing, type TracingReading } from './tracing-plan.ts'
import { nodeProblems } from '../settings/node-settings.ts'
import { encryptionProblems, encryptionOf, type Encryption } from './encryption.ts'

export interface SecureGatewaySettings extends GatewaySettings {
  readonly publicUrl: string
  readonly tls: Encryption
  readonly functions: FunctionPlan
  readonly tracing?: TracingReading
  readonly aws: AwsPlan
}

export type GatewayVerdict =
  | { readonly kind: 'secure'; readonly settings: SecureGatewaySettings }
  | { readonly kind: 'insecure'; readonly problems: readonly string[] }

/** The gateway starts securely or not at all (CFG-01). */
export function judgeGateway(
  settings: GatewaySettings,
  environment: Readonly<Record<string, string | undefined>>,
): GatewayVerdict {
  const { databaseUrl, dataDir, publicUrl, workers } = settings
  const functions = planFunctions(settings, environment)
  const problems = [
    ...(publicUrl === undefined ? ['--public-url is missing: the https:// address that clients call.'] : []),
    ...encryptionProblems(settings),
    ...(workers > 1 && dataDir !== undefined && databaseUrl === undefined
      ? ['--workers needs --database-url in the place of --data-dir: SQLite is for one process.']
      : []),
    ...((settings.revocationFeedUrl === undefined) === (settings.revocationFeedKeyFile === undefined)
      ? []
      : ['--revocation-feed-url and --revocation-feed-key-file need each other.']),
    ...nodeProblems(settings),
    ...(settings.nodeAddress !== undefined && settings.nodeKeyFile === undefined
      ? ['--node-address needs --node-key-file: the key by which nodes know each other.']
      : []),
    ...functions.problems,
  ]
  if (problems.length > 0 || publicUrl === undefined) return { kind: 'insecure', problems }
  return {
    kind: 'secure',
    settings: {
      ...settings,
      publicUrl,
      tls: encryptionOf(settings),
      functions: functions.plan,
      tracing: planTracing(environment),
      aws: planAws(environment),
    },
  }
}
