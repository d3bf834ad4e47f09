import type { RunningDevelopment } from '../config/plans/running.ts'

/**
 * The line that programs wait for with `--json`. Outside programs rely on every member (DESIGN section 5); what a template
 * of one's own has more of comes behind them.
 */
export function readyLine(
  { apiKeys, apis, outputs, ready: facts }: Pick<RunningDevelopment, 'apiKeys' | 'apis' | 'outputs' | 'ready'>,
  { isOwnTemplate }: { readonly isOwnTemplate: boolean },
): string {
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
    ...(isOwnTemplate && { apis: apis.map(({ name, url }) => ({ name, url })) }),
    ...(outputs.length > 0 && { outputs: Object.fromEntries(outputs.map(({ name, value }) => [name, value])) }),
    ...(apiKeys.length > 0 && { apiKeys: apiKeys.map(({ name, value }) => ({ name, value })) }),
  })
}
