import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { createFunctionRunner } from '../../src/adapters/functions/function-runner.ts'
import type { FunctionHost } from '../../src/adapters/functions/first-runner.ts'
import { testPorts } from '../../src/testing/test-ports.ts'
import { invokeInProcess } from '../../src/compose/development/invoke-in-process.ts'
import { invokeKmsInProcess } from '../../src/compose/development/invoke-kms-in-process.ts'
import { openTemplateSystem } from '../../src/compose/development/template-system.ts'
import { openMemoryStorage } from '../../src/adapters/sqlite/open-memory-storage.ts'
import type { FunctionDefinition, FunctionResult, FunctionRunner, FunctionStreams } from '../../src/ports/functions.ts'
import type { JwtClaims } from '../../src/crypto/jose/jwt.ts'
import { accessClaims, idClaims, keys, now, startGateway, token } from './gateway-under-test.ts'
import type { Answer, AskOptions } from './gateway-under-test.ts'

export interface TemplateUnderTest extends AsyncDisposable {
  readonly clientId: string
  /** An ID token of the template's pool and client. */
  readonly idToken: (claims?: JwtClaims) => Promise<string>
  readonly accessToken: (claims?: JwtClaims) => Promise<string>
  /** Asks the template's API, at its first stage. */
  readonly ask: (method: string, path: string, options?: AskOptions) => Promise<Answer>
}

const deployment = { region: 'eu-central-1', accountId: '123456789012', stackName: 'local' }

/**
 * A template as `sallyport start` has it: read by the same loader, its pool made by the real operations, its inline
 * functions run. Only tokens come from the test's own key.
 */
export async function startTemplate(
  file: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<TemplateUnderTest> {
  await using started = new AsyncDisposableStack()
  const made = started.use(await testPorts({ now }))
  const issuerOf = (poolId: string) => `https://localhost:9443/${poolId}`
  const ports = { ...made, addresses: { ...made.addresses, issuer: issuerOf } }
  const { templateState: state } = started.use(await openMemoryStorage(made.sealing))
  const system = await openTemplateSystem({
    file,
    parameters,
    ...deployment,
    invoke: invokeInProcess(ports, deployment),
    invokeKms: invokeKmsInProcess(ports, deployment),
    state,
    apiEndpoint: (apiId) => `https://${apiId}.localhost`,
    ports,
    backends: { vpcLinks: undefined },
  })
  const workDirectory = mkdtempSync(join(tmpdir(), 'template-'))
  started.defer(() => rmSync(workDirectory, { recursive: true, force: true }))
  const { region } = deployment
  const ofPython = system.functions.filter(({ interpreter }) => interpreter !== undefined)
  const python = started.use(createFunctionRunner({ functions: ofPython, region, log: made.log, workDirectory }))
  const idOf = (type: string) => system.resources.find((resource) => resource.type === type)?.physicalId ?? ''
  const [issuer, clientId] = [issuerOf(idOf('AWS::Cognito::UserPool')), idOf('AWS::Cognito::UserPoolClient')]
  const gateway = started.use(
    await startGateway({
      resources: [],
      options: {
        definition: system.gateway,
        keySource: { find: (wanted, kid) => (wanted === issuer && kid === 'key-1' ? keys.publicKey : undefined) },
        functions: inlineFunctions(system.functions, issuer, python),
      },
    }),
  )
  const [api] = system.gateway.apis
  const [stage = ''] = api?.stages.keys() ?? []
  const base = stage === '$default' ? `/${api?.apiId}` : `/${api?.apiId}/${stage}`
  const all = started.move()
  return {
    clientId,
    idToken: (claims) => token(idClaims({ iss: issuer, aud: clientId, ...claims })),
    accessToken: (claims) => token(accessClaims({ iss: issuer, client_id: clientId, ...claims })),
    ask: (method, path, options) => gateway.ask(method, `${base}${path}`, options),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

/** Runs the code that the template holds, that of Node.js in this process: what a sample shows is what is tested. */
function inlineFunctions(
  definitions: readonly FunctionDefinition[],
  issuer: string,
  python: FunctionHost,
): FunctionRunner & FunctionStreams {
  return {
    stream: async () => ({ kind: 'unavailable', reason: 'no such function' }),
    invoke: async (call): Promise<FunctionResult> => {
      const { functionArn, payload } = call
      if (python.has(functionArn)) return python.invoke(call)
      const definition = definitions.find((one) => one.functionArn === functionArn)
      if (definition?.code.kind !== 'inline') return { kind: 'unavailable', reason: 'no such function' }
      const exports: Record<string, (event: unknown) => Promise<unknown>> = {}
      const process = { env: { AWS_REGION: deployment.region, ...definition.environment } }
      const require = createRequire(import.meta.url)
      const date = { now: () => now.getTime() }
      const globals = { exports, process, require, Buffer, Date: date, fetch: documentsOf(issuer) }
      runInContext(definition.code.source, createContext(globals))
      try {
        return { kind: 'success', payload: await exports['handler']?.(JSON.parse(JSON.stringify(payload))) }
      } catch (error) {
        const { message, name } = error as Error
        return { kind: 'function-error', errorType: name, errorMessage: message }
      }
    },
  }
}

/** The two documents of the pool by which its tokens can be verified, wherever a function asks for them. */
function documentsOf(issuer: string): (url: string) => Promise<{ json: () => Promise<unknown> }> {
  const documents: Readonly<Record<string, unknown>> = {
    'openid-configuration': { issuer },
    'jwks.json': { keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'key-1' }] },
  }
  return async (url) => ({ json: async () => documents[url.split('/').at(-1) ?? ''] })
}
