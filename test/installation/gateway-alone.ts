import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startGateway } from '../../src/compose/standalone/start-gateway.ts'
import { judgeGateway } from '../../src/config/plans/gateway-problems.ts'
import { gatewaySettings } from '../../src/config/settings/gateway-settings.ts'
import { readSettings } from '../../src/config/settings/read-settings.ts'
import { ask, type Answered, type Asked } from './ask.ts'
import { prepareProduction } from './serve-secure.ts'

/** `sallyport gateway` inside this process, in front of one template. */
export interface GatewayAlone extends AsyncDisposable {
  readonly publicUrl: string
  readonly certFile: string
  /** The address of a path of the first API, its stage first. */
  readonly url: (path: string) => string
  readonly ask: (path: string, asked?: Asked) => Promise<Answered>
}

export async function startGatewayAlone(
  folder: string,
  template: string,
  flags: Readonly<Record<string, unknown>> = {},
): Promise<GatewayAlone> {
  const { certFile, port, publicUrl } = await prepareProduction(folder)
  const file = join(folder, 'template.yaml')
  writeFileSync(file, template)
  const tls = { tlsCertFile: certFile, tlsKeyFile: join(folder, 'tls.key') }
  const given = { publicUrl, port, ...tls, drainSeconds: 0, logLevel: 'silent', ...flags }
  const reading = readSettings(gatewaySettings, { flags: given, environment: {} })
  assert.ok(reading.kind === 'read', JSON.stringify(reading))
  const verdict = judgeGateway(reading.settings, {})
  assert.ok(verdict.kind === 'secure', JSON.stringify(verdict))
  const running = await startGateway(verdict.settings, file)
  const [, apiId] = /\/\/(\w+)\.execute-api\./.exec(running.apis[0]?.url ?? '') ?? []
  const url = (path: string) => `${publicUrl}/_api/${apiId}${path}`
  return {
    publicUrl,
    url,
    certFile,
    ask: (path, asked) => ask(url(path), { caFile: certFile, ...asked }),
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  }
}
