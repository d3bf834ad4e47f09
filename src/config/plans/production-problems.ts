import { encryptionOf, encryptionProblems, type Encryption } from './encryption.ts'
import { planDelivery, type DeliveryPlan } from './delivery-plan.ts'
import { planFunctions, type FunctionPlan } from './function-plan.ts'
import { nodeProblems } from '../settings/node-settings.ts'
import type { ProductionSettings } from '../settings/schema.ts'
import { planAws, type AwsPlan } from './aws-plan.ts'
import { planTracing, type TracingReading } from './tracing-plan.ts'

/** A setting that production needs and nothing can stand in for. */
export interface SecureProductionSettings extends ProductionSettings {
  readonly publicUrl: string
  readonly keyFile: string
  readonly tls: Encryption
  readonly delivery: DeliveryPlan
  readonly functions: FunctionPlan
  readonly tracing?: TracingReading
  readonly aws: AwsPlan
}

export type ProductionVerdict =
  | { readonly kind: 'secure'; readonly settings: SecureProductionSettings }
  | { readonly kind: 'insecure'; readonly problems: readonly string[] }

/**
 * What settings alone can show of contract CFG-01: `serve` starts securely or not at all. The key file's permissions,
 * the database's durability and its schema are looked at when each is opened.
 */
export function judgeProduction(
  settings: ProductionSettings,
  environment: Readonly<Record<string, string | undefined>>,
): ProductionVerdict {
  const { publicUrl, keyFile, workers, databaseUrl } = settings
  const problems: string[] = []
  if (!publicUrl) problems.push('--public-url is missing: the https:// address that clients call.')
  if (!keyFile) problems.push('--key-file is missing: production never makes its own master key.')
  problems.push(...encryptionProblems(settings))
  if (publicUrl && isLocal(new URL(publicUrl).hostname)) problems.push('--public-url is a name of this machine only.')
  if (workers > 1 && !databaseUrl) problems.push('--workers needs --database-url: SQLite is for one process.')
  if (settings.gatewayTemplate === undefined) {
    if (settings.existing) problems.push('--existing belongs to --gateway-template.')
    if (settings.parametersFile) problems.push('--parameters-file belongs to --gateway-template.')
    if (settings.stackName) problems.push('--stack-name belongs to --gateway-template.')
    if (settings.nodeAddress) problems.push('--node-address belongs to --gateway-template.')
    if (settings.sessionAppsFile) problems.push('--session-apps-file belongs to --gateway-template.')
  }
  problems.push(...nodeProblems(settings))
  const delivery = planDelivery(settings, environment)
  const functions = planFunctions(settings, environment)
  problems.push(...delivery.problems, ...functions.problems)
  if (problems.length > 0 || !publicUrl || !keyFile) return { kind: 'insecure', problems }
  return {
    kind: 'secure',
    settings: {
      ...settings,
      publicUrl,
      keyFile,
      tls: encryptionOf(settings),
      delivery: delivery.plan,
      functions: functions.plan,
      tracing: planTracing(environment),
      aws: planAws(environment),
    },
  }
}

function isLocal(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname.startsWith('127.')
}
