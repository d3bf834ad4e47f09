import type { LambdaConfigType } from '../contract/shapes.gen.ts'
import type { TriggerName } from '../flows/triggers/trigger.ts'
import type { FunctionCall, FunctionResult, FunctionRunner } from '../ports/functions.ts'

/** An event as a function gets it. */
export interface ReceivedEvent {
  readonly version: string
  readonly triggerSource: string
  readonly userName: string
  readonly callerContext: { readonly awsSdkVersion: string; readonly clientId: string }
  readonly request: Readonly<Record<string, unknown>>
  readonly response: Readonly<Record<string, unknown>>
}

/** A function: it returns what its invocation gives back, and what it throws is a function error. */
export type TestFunction = (event: ReceivedEvent) => unknown

export interface TestFunctions extends FunctionRunner {
  /** Every call so far, oldest first. */
  readonly calls: readonly FunctionCall[]
  /** The events of these calls. */
  readonly events: readonly ReceivedEvent[]
  /** Puts functions behind triggers, and gives the pool's LambdaConfig for them. */
  readonly install: (functions: Readonly<Partial<Record<TriggerName, TestFunction>>>) => LambdaConfigType
  /** Has the next calls end so, before any function is asked. */
  readonly failNext: (...results: readonly FunctionResult[]) => void
}

/** Functions that live in the test. Their ARNs are those of functions named like the trigger. */
export function testFunctions(): TestFunctions {
  const calls: FunctionCall[] = []
  const installed = new Map<string, TestFunction>()
  const failures: FunctionResult[] = []
  return {
    calls,
    get events() {
      return calls.map(({ payload }) => eventOf(payload))
    },
    install: (functions) => {
      const config: Record<string, unknown> = {}
      for (const [name, run] of Object.entries(functions)) {
        const arn = functionArn(name)
        installed.set(arn, run)
        config[name] = isVersioned(name) ? { LambdaVersion: 'V1_0', LambdaArn: arn } : arn
      }
      return config
    },
    failNext: (...results) => void failures.push(...results),
    invoke: async (call) => {
      calls.push(call)
      const failure = failures.shift()
      if (failure !== undefined) return failure
      const run = installed.get(call.functionArn)
      if (run === undefined) {
        return {
          kind: 'unavailable',
          reason: 'there is no such function in this test',
          error: 'ResourceNotFoundException',
        }
      }
      try {
        return { kind: 'success', payload: await run(eventOf(call.payload)) }
      } catch (error) {
        const errorMessage = error instanceof Error ? error.message : String(error)
        return { kind: 'function-error', errorType: 'Error', errorMessage }
      }
    },
  }
}

export function functionArn(name: string): string {
  return `arn:aws:lambda:us-east-1:123456789012:function:${name}`
}

/** The event with these members in its response, as functions return it. */
export function answering(response: Readonly<Record<string, unknown>>): TestFunction {
  return (event) => ({ ...event, response: { ...event.response, ...response } })
}

export const asItWas: TestFunction = (event) => event

/** What crosses the border of a process: a copy, without members that are undefined. */
function eventOf(payload: unknown): ReceivedEvent {
  return JSON.parse(JSON.stringify(payload))
}

function isVersioned(name: string): boolean {
  return name === 'CustomEmailSender' || name === 'CustomSMSSender' || name === 'InboundFederation'
}
