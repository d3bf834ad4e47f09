import type { FunctionDefinition } from '../../ports/functions.ts'
import { factsVariable } from './messages.ts'
import type { WorkerFacts } from './messages.ts'

export interface EnvironmentOptions {
  readonly region: string
  /** Added to every function: where the services are that it may call. */
  readonly extra: Readonly<Record<string, string>>
}

/**
 * The whole environment of a worker process: what Lambda sets, what the template sets and what the installation adds.
 * Nothing is inherited from our own process, whose variables may hold secrets.
 */
export function workerEnvironment(
  definition: FunctionDefinition,
  root: string,
  { region, extra }: EnvironmentOptions,
): Record<string, string> {
  const { functionName, runtime, handler, memoryMegabytes, functionArn } = definition
  const facts: WorkerFacts = { functionArn, root, handler, runtime }
  return {
    ...extra,
    ...definition.environment,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `local/[$LATEST]${functionName}`,
    AWS_REGION: region,
    LAMBDA_TASK_ROOT: root,
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    TZ: ':UTC',
    _HANDLER: handler,
    [factsVariable]: JSON.stringify(facts),
  }
}
