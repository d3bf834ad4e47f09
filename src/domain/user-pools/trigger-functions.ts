import type { LambdaConfigType } from '../../contract/shapes.gen.ts'

const functionArn = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]{1,140}(:[\w$-]{1,128})?$/

/** A trigger whose ARN is that of something else than a function: the contract's pattern takes ARNs of anything. */
export function triggerFunctionsFault(config: LambdaConfigType): string | undefined {
  const { KMSKeyID: _, ...triggers } = config
  const wrong = Object.entries(triggers).find(([, set]) => {
    const arn = typeof set === 'object' ? set.LambdaArn : set
    return arn !== undefined && !functionArn.test(arn)
  })
  return wrong && `Invalid Lambda function ARN for the trigger ${wrong[0]}.`
}
