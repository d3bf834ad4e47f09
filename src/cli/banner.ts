import type { RunningDevelopment } from '../config/plans/running.ts'

export interface BannerOptions {
  readonly hasColour: boolean
  readonly readySeconds: number
  /** How this installation spells its own `trust` command. */
  readonly trustCommand: string
  readonly hasKeys: boolean
}

const labelWidth = 18

/** What a newcomer can click, in the order in which to click it; then what programs need. */
export function renderBanner(running: RunningDevelopment, options: BannerOptions): string {
  const { apiKeys, apis, outputs, ready, users, signInUrl } = running
  const { bold, dim, link } = paint(options.hasColour)
  const row = (label: string, ...lines: readonly string[]): string[] =>
    lines.map((line, index) => `  ${dim((index === 0 ? label : '').padEnd(labelWidth))}${line}`)
  const steps = [
    ...(ready.appUrl === '' ? [] : [['Open the app', ready.appUrl, 'sign up with any address'] as const]),
    ['Read the code', ready.inboxUrl, 'every mail and SMS ends here'],
  ] as const
  const widest = Math.max(...steps.map(([, url]) => url.length))
  const longestOutput = Math.max(...outputs.map(({ name }) => name.length))
  const longestUrl = Math.max(...apis.map(({ url }) => url.length))
  const client = ready.clientId === '' ? '' : `   ${dim('app client')} ${ready.clientId}`
  const lines = [
    '',
    `  ${bold('Sallyport is ready')} ${dim(`in ${options.readySeconds.toFixed(1)} s. All of it runs on this machine, and nothing is sent anywhere.`)}`,
    '',
    ...steps.flatMap(([step, url, why], index) =>
      row(`${index + 1}  ${step}`, `${link(url.padEnd(widest))}  ${dim(why)}`),
    ),
    '',
    ...row(
      'Sign in as',
      ...users.map(({ username, password, note }) => `${username}  ${password}  ${dim(note ?? '')}`.trimEnd()),
    ),
    ...(signInUrl === undefined ? [] : row('Sign-in page', link(signInUrl))),
    ...(ready.userPoolId === '' ? [] : row('User pool', ready.userPoolId + client)),
    ...row(
      apis.length === 1 ? 'API' : 'APIs',
      ...apis.map(({ name, url }) => `${link(url.padEnd(longestUrl))}  ${dim(name)}`),
    ),
    ...row('API keys', ...apiKeys.map(({ name, value }) => `${name}  ${value}`)),
    ...row('Outputs', ...outputs.map(({ name, value }) => `${name.padEnd(longestOutput)}  ${printable(value)}`)),
    ...row('Cognito API', `${link(ready.identityUrl)}   ${dim('without TLS')} ${link(ready.httpUrl)}`),
    ...row(
      'AWS SDKs, CLI',
      `export AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER=${ready.httpUrl}`,
      // boto3 and version 1 of the AWS CLI read the second, everything else the first.
      `export AWS_REGION=${ready.region} AWS_DEFAULT_REGION=${ready.region}`,
      `export AWS_ACCESS_KEY_ID=${ready.accessKeyId} AWS_SECRET_ACCESS_KEY=${ready.secretAccessKey}`,
    ),
    ...row('HTTPS', `browsers warn until you run ${bold(options.trustCommand)}`, `${dim('CA file')} ${ready.caFile}`),
    ...(options.hasKeys
      ? ['', ...row('Keys', `${bold('t')} one hour later   ${bold('r')} reset   ${bold('q')} quit`)]
      : []),
    '',
  ]
  return `${lines.join('\n')}\n`
}

/** What a template says must not steer the terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '?')
}

function paint(hasColour: boolean) {
  const style = (code: number) => (text: string) =>
    hasColour && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text
  return { bold: style(1), dim: style(2), link: style(36) }
}
