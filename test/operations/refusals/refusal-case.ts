import type { OperationName } from '../../../src/contract/operations.gen.ts'
import type { AppClient } from '../../../src/domain/app-clients/app-client.ts'
import type { UserPool } from '../../../src/domain/user-pools/user-pool.ts'
import type { User } from '../../../src/domain/users/user.ts'
import { operations } from '../../../src/operations/index.ts'
import { invokeOperation } from '../../../src/server/aws/aws-json-operations.ts'
import type { FunctionResult } from '../../../src/ports/functions.ts'
import type { AppClientOverrides } from '../../../src/testing/build-app-client.ts'
import type { UserPoolOverrides } from '../../../src/testing/build-user-pool.ts'
import { refusalOf } from '../../../src/testing/call-operation.ts'
import { givenClient, givenPool, givenUser, type UserOverrides } from '../../../src/testing/given.ts'
import { testPorts, type TestPorts } from '../../../src/testing/test-ports.ts'

/** One text of the contract, and the call that is answered with it. */
export interface RefusalCase {
  readonly situation: string
  readonly operation: keyof typeof operations
  /** `Exception: text`; `{client}` and `{pool}` stand for the ids of the stage. */
  readonly refusal: string
  readonly given?: StageOverrides
  /** Does what comes before, and gives the input of the call that is refused. */
  readonly input: (stage: Stage) => object | Promise<object>
}

export interface StageOverrides {
  readonly pool?: UserPoolOverrides
  readonly client?: AppClientOverrides
  readonly user?: UserOverrides
  /** What the first function that is called comes to. */
  readonly functionResult?: FunctionResult
}

/** A pool with a client and the user alice, whose password is `Passw0rd!`, and what operators and apps do to them. */
export interface Stage {
  readonly ports: TestPorts
  readonly pool: UserPool
  readonly client: AppClient
  readonly user: User
  /** `UserPoolId` and `Username` of alice, and `ClientId` and `Username`, as inputs have them. */
  readonly ofPool: { readonly UserPoolId: string; readonly Username: string }
  readonly ofClient: { readonly ClientId: string; readonly Username: string }
  /** Calls an operation through validation and serialisation; a refusal is given as `Exception: text`. */
  call(name: OperationName, json: object): Promise<any>
  /** The tokens of alice. */
  signIn(): Promise<{ readonly AccessToken: string; readonly IdToken: string; readonly RefreshToken: string }>
  /** The code that was sent last. */
  lastCode(): string
}

export const password = 'Passw0rd!'
export const confidential = { secrets: [{ id: 's', value: '1secretsecretsecretsecret', createdAt: new Date(0) }] }

export async function openStage(overrides: StageOverrides = {}): Promise<Stage> {
  const { pool: ofPool, client: ofClient, user: ofUser, functionResult } = overrides
  const ports = await testPorts()
  if (functionResult) ports.functions.failNext(functionResult)
  const pool = await givenPool(ports, ofPool)
  const client = await givenClient(ports, pool, ofClient)
  const user = await givenUser(ports, pool, ofUser)
  const request = {
    requestId: 'request-1',
    region: pool.region,
    accountId: pool.accountId,
    sourceIp: '192.0.2.1',
    userAgent: undefined,
  }

  async function call(name: OperationName, json: object): Promise<unknown> {
    const answer = await refusalOf(invokeOperation(operations, ports, { name, json, request }))
    if (typeof answer === 'string') return answer
    const invocation = answer as Awaited<ReturnType<typeof invokeOperation>>
    if (!invocation.ok) return `${invocation.exception}: ${invocation.message}`
    return invocation.body === '' ? undefined : JSON.parse(invocation.body)
  }

  const { id: ClientId } = client
  const { username: Username } = user
  const stage: Stage = {
    ports,
    pool,
    client,
    user,
    ofPool: { UserPoolId: pool.id, Username },
    ofClient: { ClientId, Username },
    call,
    signIn: async () => {
      const answer = await stage.call('InitiateAuth', passwordSignIn(stage))
      if (answer.AuthenticationResult === undefined) throw new Error(JSON.stringify(answer))
      return answer.AuthenticationResult
    },
    lastCode: () => ports.messages.at(-1)?.code ?? '',
  }
  return stage
}

/** The input of InitiateAuth with alice's password, but for what is overridden. */
export function passwordSignIn({ ofClient }: Stage, parameters: Readonly<Record<string, string>> = {}): object {
  const { ClientId, Username: USERNAME } = ofClient
  const AuthParameters = { USERNAME, PASSWORD: password, ...parameters }
  return { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
}
