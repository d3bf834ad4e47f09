import { boundPerFunction } from '../../adapters/functions/bounded-runner.ts'
import { createFirstRunner, type FunctionHost } from '../../adapters/functions/first-runner.ts'
import type { FunctionPlan, LambdaPlan } from '../../config/plans/function-plan.ts'
import type { Clock } from '../../ports/clock.ts'
import type { FunctionRunner, FunctionStreams } from '../../ports/functions.ts'
import type { LambdaEndpointOptions } from '../../adapters/functions/lambda-endpoint.ts'
import type { AwsCredentials } from '../../ports/aws-credentials.ts'
import { requireAwsCredentials } from './open-aws-credentials.ts'

export interface FunctionOptions {
  readonly awsCredentials: AwsCredentials
  readonly clock: Clock
  /** Those of a template, which go first. */
  readonly local?: FunctionHost
}

/** Opens what runs the functions of triggers: a template's own, else the webhook of that name, else Lambda. */
export async function openFunctions(
  plan: FunctionPlan | undefined,
  { awsCredentials, clock, local }: FunctionOptions,
): Promise<FunctionRunner & FunctionStreams> {
  const { lambda, webhookFile } = plan ?? {}
  return createFirstRunner([
    ...(local ? [local] : []),
    ...(webhookFile === undefined ? [] : [await openWebhooks(webhookFile, clock)]),
    ...(lambda === undefined ? [] : [await openLambda(lambda, { credentials: awsCredentials, clock })]),
  ])
}

async function openWebhooks(path: string, clock: Clock): Promise<FunctionHost> {
  const { readSecretFile } = await import('../../adapters/system/secret-file.ts')
  const { parseWebhookFile } = await import('../../adapters/functions/webhook-file.ts')
  const { createWebhookRunner } = await import('../../adapters/functions/webhook-runner.ts')
  const webhooks = parseWebhookFile(await readSecretFile(path, 'file of webhooks'))
  return { has: (arn) => webhooks.has(arn), ...boundPerFunction(createWebhookRunner(webhooks, { clock })) }
}

async function openLambda(
  { endpoint }: LambdaPlan,
  signing: Pick<LambdaEndpointOptions, 'credentials' | 'clock'>,
): Promise<FunctionHost> {
  await requireAwsCredentials(signing.credentials, '--lambda-endpoint')
  const { createLambdaEndpoint } = await import('../../adapters/functions/lambda-endpoint.ts')
  return { has: () => true, ...boundPerFunction(createLambdaEndpoint({ endpoint, ...signing })) }
}
