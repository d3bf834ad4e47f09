import type { ReadyFacts } from '../config/running.ts'

/** The line that programs wait for with `--json`. Outside programs rely on every member (DESIGN section 5). */
export function readyLine(facts: ReadyFacts): string {
  return JSON.stringify({
    event: 'ready',
    identityUrl: facts.identityUrl,
    httpUrl: facts.httpUrl,
    gatewayUrl: facts.gatewayUrl,
    appUrl: facts.appUrl,
    consoleUrl: facts.consoleUrl,
    inboxUrl: facts.inboxUrl,
    region: facts.region,
    userPoolId: facts.userPoolId,
    clientId: facts.clientId,
    caFile: facts.caFile,
    accessKeyId: facts.accessKeyId,
    secretAccessKey: facts.secretAccessKey,
  })
}
