import type { OperationName } from '../../src/contract/operations.gen.ts'
import { sampleInput } from '../operations/sample-input.ts'
import { arenaPassword, type Arena, type Person } from './arena.ts'
import { codeIn, openBrowser } from './browser.ts'
import { answerDevice, askForTokens, beginDevice } from './device-grant.ts'
import { operationsWith } from './installation.ts'
import { jsonOf, type Reply } from './surface.ts'

/** Everything that somebody has who is signed in, and every way to use it. */
export interface SessionsInUse {
  readonly person: Person
  readonly accessToken: string
  readonly refreshToken: string
  /** Of the session of the API, and of the one that came through a browser. */
  readonly idTokens: { readonly own: string; readonly ofBrowser: string }
  /** By name; whether it succeeded. */
  readonly uses: ReadonlyMap<string, () => Promise<boolean>>
}

/** What uses no session up, and so can be done as often as one likes. */
export const repeatable = [
  'GetUser',
  'ListDevices',
  'refresh by GetTokensFromRefreshToken',
  'refresh by InitiateAuth',
  'refresh at /oauth2/token',
  'userInfo',
  "authorize by the browser's session",
]

const isOk = ({ status }: Reply): boolean => status === 200

export async function openSessions(arena: Arena, person: Person): Promise<SessionsInUse> {
  const { on, app } = arena
  const ClientId = app.client.id
  const own = await arena.signIn(person)
  const accessToken = own.AccessToken ?? ''
  const RefreshToken = own.RefreshToken ?? ''

  const browser = openBrowser(on, app)
  await browser.get('/login')
  const code = codeIn(await browser.post('/login', { username: person.username, password: arenaPassword }))
  const oauth = jsonOf(await app.redeem(code ?? ''))
  const waitingCode = codeIn(await browser.get('/oauth2/authorize')) ?? ''
  const device = await beginDevice(app)
  await answerDevice(browser, device.user_code ?? '', 'allow')
  const proof = await app.beginSrp(person.username)

  const uses = new Map<string, () => Promise<boolean>>()
  for (const name of operationsWith(['AccessToken'], 'none').filter((each) => !endings.includes(each))) {
    uses.set(name, async () => isTaken(await on.operate(name, inputOf(name, accessToken))))
  }
  const bearer = { authorization: `Bearer ${oauth.access_token}` }
  uses.set('userInfo', async () =>
    isOk(await on.visit(arena.poolId, { method: 'GET', path: '/oauth2/userInfo', headers: bearer })),
  )
  uses.set('refresh by GetTokensFromRefreshToken', async () =>
    isOk(await on.operate('GetTokensFromRefreshToken', { ClientId, RefreshToken })),
  )
  uses.set('refresh by InitiateAuth', async () => {
    const AuthParameters = { REFRESH_TOKEN: RefreshToken }
    return isOk(await on.operate('InitiateAuth', { ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters }))
  })
  const form = { grant_type: 'refresh_token', client_id: ClientId, refresh_token: String(oauth.refresh_token) }
  uses.set('refresh at /oauth2/token', async () => isOk(await app.postForm('/oauth2/token', form)))
  uses.set(
    "authorize by the browser's session",
    async () => codeIn(await browser.get('/oauth2/authorize')) !== undefined,
  )
  uses.set('redeem a code', async () => isOk(await app.redeem(waitingCode)))
  uses.set('redeem the code of an allowed device', async () => isOk(await askForTokens(app, device.device_code ?? '')))
  uses.set('go on with a sign-in', async () => isOk(await proof(arenaPassword)))
  const idTokens = { own: own.IdToken ?? '', ofBrowser: String(oauth.id_token) }
  return { person, accessToken, refreshToken: RefreshToken, idTokens, uses }
}

/** Operations that end the session themselves: they are asked when all is over. */
const endings: readonly OperationName[] = ['DeleteUser', 'GlobalSignOut']

function inputOf(name: OperationName, AccessToken: string): object {
  return { ...sampleInput(name, { isFull: false }), AccessToken }
}

/** Whether the token was good, whatever was said of the rest. */
function isTaken(reply: Reply): boolean {
  if (isOk(reply)) return true
  const { __type: type, message } = jsonOf(reply)
  return !/Access Token|access token|User is disabled|User does not exist|User pool client|User pool/.test(
    `${type} ${message}`,
  )
}
