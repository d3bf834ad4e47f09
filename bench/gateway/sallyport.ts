import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort, startProgram, type Program } from './program.ts'

export interface SallyportOptions {
  readonly folder: string
  readonly backendPort: number
  readonly issuer: string
  readonly clientId: string
  readonly scope: string
}

const main = new URL('../../src/main.ts', import.meta.url).pathname
const publicHost = 'gateway.example'

/** The gateway as `sallyport gateway` runs it, plain HTTP behind a trusted proxy, which the load is. */
export async function startSallyport(
  options: SallyportOptions,
  nodeFlags: readonly string[] = [],
): Promise<Program & { readonly host: string }> {
  const port = await freePort()
  const template = join(options.folder, 'template.json')
  await writeFile(template, JSON.stringify(templateFor(options)))
  const program = await startProgram(
    process.execPath,
    [
      ...nodeFlags,
      main,
      'gateway',
      template,
      '--json',
      '--log-level=warn',
      '--workers=1',
      `--public-url=https://${publicHost}`,
      '--host=127.0.0.1',
      `--port=${port}`,
      '--trusted-proxies=127.0.0.1',
      '--inner-hosts=127.0.0.1',
    ],
    port,
  )
  while (!/^\{.*\}$/m.test(program.said())) await delay(20)
  const [line = ''] = /^\{.*\}$/m.exec(program.said()) ?? []
  const ready: { readonly apis: readonly { readonly url: string }[] } = JSON.parse(line)
  return { ...program, host: new URL(ready.apis[0]?.url ?? '').host }
}

function templateFor({ backendPort, clientId, issuer, scope }: SallyportOptions) {
  const guarded = { AuthorizationType: 'JWT', AuthorizerId: { Ref: 'Authorizer' }, AuthorizationScopes: [scope] }
  const ofApi = (type: string, properties: object) => ({
    Type: `AWS::ApiGatewayV2::${type}`,
    Properties: { ApiId: { Ref: 'Api' }, ...properties },
  })
  const proxy = (path: string) =>
    ofApi('Integration', {
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: `http://127.0.0.1:${backendPort}${path}/{proxy}`,
    })
  const route = (RouteKey: string, integration: string, extra = {}) =>
    ofApi('Route', { RouteKey, Target: { 'Fn::Sub': `integrations/\${${integration}}` }, ...extra })
  return {
    Resources: {
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'bench', ProtocolType: 'HTTP' } },
      Stage: ofApi('Stage', { StageName: '$default', AutoDeploy: true }),
      Authorizer: ofApi('Authorizer', {
        Name: 'users',
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: { Issuer: issuer, Audience: [clientId] },
      }),
      Open: proxy('/open'),
      Guarded: proxy('/guarded'),
      OpenRoute: route('ANY /open/{proxy+}', 'Open'),
      GuardedRoute: route('ANY /guarded/{proxy+}', 'Guarded', guarded),
    },
  }
}
