export interface ContextFacts {
  readonly requestId: string
  readonly deadline: number
  readonly functionArn: string
  readonly nodeMajor: number
}

export interface Context {
  callbackWaitsForEmptyEventLoop?: boolean
  readonly functionName: string
  readonly functionVersion: string
  readonly invokedFunctionArn: string
  readonly memoryLimitInMB: string
  readonly awsRequestId: string
  readonly logGroupName: string
  readonly logStreamName: string
  readonly getRemainingTimeInMillis: () => number
}

/** The second argument of a handler. */
export function createContext({ requestId, deadline, functionArn, nodeMajor }: ContextFacts): Context {
  const { env } = process
  return {
    // Gone with callbacks in Node.js 24.
    ...(nodeMajor < 24 && { callbackWaitsForEmptyEventLoop: true }),
    functionName: env.AWS_LAMBDA_FUNCTION_NAME ?? '',
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION ?? '',
    invokedFunctionArn: functionArn,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? '',
    awsRequestId: requestId,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME ?? '',
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME ?? '',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  }
}
