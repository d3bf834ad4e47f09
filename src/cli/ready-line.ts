import type { RunningDevelopment } from '../config/running.ts'

/** The line that programs wait for with `--json`. Outside programs rely on every member (DESIGN section 5). */
export function readyLine({ apiKeys, ready: facts }: Pick<RunningDevelopment, 'apiKeys' | 'ready'>): string {
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
    ...(apiKeys.length > 0 && { apiKeys: apiKeys.map(({ name, value }) => ({ name, value })) }),
  })
}
