import type { AttributeType, LambdaConfigType } from '../../contract/shapes.gen.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'

/** The members of LambdaConfig that name a function; Cognito's texts name triggers so too. */
export type TriggerName = Exclude<keyof LambdaConfigType, 'KMSKeyID' | 'PreTokenGenerationConfig'>

export type TriggerPorts = Pick<Ports, 'functions' | 'log' | 'random'>

/** Whose request led to the event. */
export interface TriggerCaller {
  /** None where an administrator acts. */
  readonly clientId: string | undefined
  readonly userAgent: string | undefined
  /** Of the page that the person is at. Functions are not told, as with Cognito. */
  readonly language?: string | undefined
  /** The name of the host of that page. */
  readonly pageHost?: string | undefined
}

/** Whom and what an event is about. */
export interface TriggerSubject {
  readonly pool: UserPool
  /** The real username; where there is no such user, the name that was given. */
  readonly userName: string
  readonly caller: TriggerCaller
}

/** ClientMetadata, or what a pool's functions are told in another name. It is handed on and never stored. */
export type Metadata = Readonly<Record<string, string>> | undefined

/** One event of a trigger, without what `invokeTrigger` knows by itself. */
export interface TriggerEvent extends TriggerSubject {
  readonly name: TriggerName
  /** `PreSignUp_SignUp` */
  readonly source: `${string}_${string}`
  readonly version?: '1' | '2' | '3'
  readonly request: Readonly<Record<string, unknown>>
  /** What the function finds in the place of its answer. */
  readonly response: Readonly<Record<string, unknown>>
}

/** Attributes as a list, the way ValidationData and UserAttributes come, as what a trigger is told. */
export function metadataOf(list: readonly AttributeType[] | undefined): Metadata {
  return list && Object.fromEntries(list.map(({ Name, Value }) => [Name, Value ?? '']))
}

/** The function of a trigger, or undefined where the pool has none. */
export function triggerArn({ configuration }: UserPool, name: TriggerName): string | undefined {
  const config = configuration.LambdaConfig ?? {}
  if (name === 'PreTokenGeneration') return config.PreTokenGenerationConfig?.LambdaArn ?? config.PreTokenGeneration
  const set = config[name]
  return typeof set === 'object' ? set.LambdaArn : set
}
