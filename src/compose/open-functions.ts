import { boundPerFunction } from '../adapters/functions/bounded-runner.ts'
import { createFirstRunner, type FunctionHost } from '../adapters/functions/first-runner.ts'
import { createLambdaEndpoint } from '../adapters/functions/lambda-endpoint.ts'
import { parseWebhookFile } from '../adapters/functions/webhook-file.ts'
import { createWebhookRunner } from '../adapters/functions/webhook-runner.ts'
import { readSecretFile } from '../adapters/system/secret-file.ts'
import type { FunctionPlan, LambdaPlan } from '../config/function-plan.ts'
import type { Clock } from '../ports/clock.ts'
import type { FunctionRunner } from '../ports/functions.ts'

export interface FunctionOptions {
  readonly clock: Clock
  /** Those of a template, which go first. */
  readonly local?: FunctionHost
}

/** Opens what runs the functions of triggers: a template's own, else the webhook of that name, else Lambda. */
export async function openFunctions(
  plan: FunctionPlan | undefined,
  { clock, local }: FunctionOptions,
): Promise<FunctionRunner> {
  const { lambda, webhookFile } = plan ?? {}
  return createFirstRunner([
    ...(local ? [local] : []),
    ...(webhookFile === undefined ? [] : [await openWebhooks(webhookFile, clock)]),
    ...(lambda === undefined ? [] : [openLambda(lambda, clock)]),
  ])
}

async function openWebhooks(path: string, clock: Clock): Promise<FunctionHost> {
  const webhooks = parseWebhookFile(await readSecretFile(path, 'file of webhooks'))
  return { has: (arn) => webhooks.has(arn), ...boundPerFunction(createWebhookRunner(webhooks, { clock })) }
}

function openLambda({ endpoint, accessKeyId, secretAccessKey, sessionToken }: LambdaPlan, clock: Clock): FunctionHost {
  const credentials = { accessKeyId, secretAccessKey, sessionToken }
  return { has: () => true, ...boundPerFunction(createLambdaEndpoint({ endpoint, credentials, clock })) }
}
