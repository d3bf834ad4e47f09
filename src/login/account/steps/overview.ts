import { contactAttributes, type ContactAttribute } from '../../../domain/users/contact.ts'
import { identitiesOf } from '../../../domain/users/linked-identities.ts'
import { isTrackingSessions } from '../../../domain/sessions/session-limits.ts'
import { listConnectedApps } from '../../../flows/account-centre/connected-apps.ts'
import { listPasskeys } from '../../../flows/passkeys/list-passkeys.ts'
import { recoveryCodeCount } from '../../../flows/recovery-codes/recovery-code.ts'
import { listUserSessions } from '../../../flows/sessions/list-user-sessions.ts'
import { loginCookieRemoval, readLoginCookie } from '../../../flows/sessions/login-cookie.ts'
import { endLoginSession } from '../../../flows/sessions/login-session.ts'
import { dropDeletion } from '../../../flows/users/planned-deletion.ts'
import type { Ports } from '../../../ports/ports.ts'
import type { PageAnswer } from '../../request/page-answer.ts'
import { messagePage } from '../../pages/message-page.ts'
import type { AccountPage, AccountRequest } from '../account-page.ts'
import { done, shown } from '../answers.ts'
import { contactPaths } from '../contact-paths.ts'
import {
  canWrite,
  hasOwnSignIn,
  offersAuthenticator,
  offersDevices,
  offersPasskeys,
  offersProviders,
  offersRecoveryCodes,
} from '../offers.ts'
import { overviewPage, type OverviewRow } from '../pages/overview-page.ts'
import { dayText } from '../../../messages/day-text.ts'

const mostDevices = 60

export const overview: AccountPage = {
  path: '/account',
  isGuarded: false,
  show: async (page, ports) => {
    const { messages } = page.view
    const { account } = messages
    const { attributes, username, poolId, sub } = page.session.user
    const [security, places, deletion] = await Promise.all([
      securityRows(page, ports),
      placeRows(page, ports),
      ports.storage.deletionPlans.find(poolId, sub),
    ])
    return shown(
      page,
      overviewPage(page, {
        name: attributes.name ?? attributes.given_name ?? attributes.email ?? attributes.phone_number ?? username,
        sections: [
          { title: account.personal, rows: personalRows(page) },
          ...(security.length > 0 ? [{ title: account.security, rows: security }] : []),
          { title: account.places, rows: places },
          {
            title: account.data,
            rows: [
              { path: '/account/activity', label: account.activityTitle },
              { path: '/account/data', label: account.exportTitle },
              { path: '/account/delete', label: account.deleteTitle },
            ],
          },
        ],
        deletionAt: deletion?.dueAt,
      }),
    )
  },
  submit: async (page, ports) => {
    const action = page.form.get('action')
    if (action === 'sign-out') return signOut(page, ports)
    if (action !== 'keep') return { kind: 'go', path: '/account' }
    await dropDeletion(ports, page.session.user)
    return done(page, '/account', 'deleteStopped')
  },
}

function personalRows(page: AccountRequest): readonly OverviewRow[] {
  const { account } = page.view.messages
  const contacts = contactAttributes.filter((name) => canWrite(page, name))
  return [{ path: '/account/profile', label: account.profileTitle }, ...contacts.map((name) => contactRow(page, name))]
}

function contactRow({ view, session }: AccountRequest, name: ContactAttribute): OverviewRow {
  const { account } = view.messages
  const { [name]: value, [`${name}_verified`]: isVerified } = session.user.attributes
  return {
    path: contactPaths[name],
    label: name === 'email' ? account.emailTitle : account.phoneTitle,
    value: value === undefined ? account.notSet : isVerified === 'true' ? value : account.notVerified(value),
  }
}

async function securityRows(page: AccountRequest, ports: Ports): Promise<readonly OverviewRow[]> {
  const { messages } = page.view
  const { account } = messages
  const { user } = page.session
  const rows: OverviewRow[] = []
  if (hasOwnSignIn(page)) {
    const { passwordSetAt } = user
    const value = passwordSetAt ? account.passwordSet(dayText(messages, passwordSetAt)) : account.notSet
    rows.push({ path: '/account/password', label: account.passwordTitle, value })
  }
  if (offersPasskeys(page)) {
    const { length } = await listPasskeys(ports, user)
    const value = length === 0 ? account.none : account.passkeysCount(length)
    rows.push({ path: '/account/passkeys', label: account.passkeysTitle, value })
  }
  if (offersAuthenticator(page)) {
    const token = await ports.storage.factors.findSoftwareToken(user.poolId, user.sub)
    const value = token?.secret === undefined ? account.off : account.on
    rows.push({ path: '/account/authenticator', label: account.authenticatorTitle, value })
  }
  if (offersRecoveryCodes(page)) {
    const codes = await ports.storage.factors.findRecoveryCodes(user.poolId, user.sub)
    const value = codes === undefined ? account.none : account.recoveryLeft(codes.left, recoveryCodeCount)
    rows.push({ path: '/account/recovery-codes', label: account.recoveryTitle, value })
  }
  return rows
}

async function placeRows(page: AccountRequest, ports: Ports): Promise<readonly OverviewRow[]> {
  const { account } = page.view.messages
  const { user } = page.session
  const rows: OverviewRow[] = []
  const sessions = isTrackingSessions(page.request.domain.pool) ? await listUserSessions(ports, user) : undefined
  const value = sessions && account.sessionsCount(sessions.length)
  rows.push({ path: '/account/sessions', label: account.sessionsTitle, ...(value ? { value } : {}) })
  const apps = (await listConnectedApps(ports, user)).length
  const connected = apps === 0 ? account.none : account.appsCount(apps)
  rows.push({ path: '/account/apps', label: account.appsTitle, value: connected })
  if (offersDevices(page)) {
    const page = { limit: mostDevices, after: undefined }
    const { items } = await ports.storage.factors.listDevices(user.poolId, user.sub, page)
    const count = items.length === 0 ? account.none : account.devicesCount(items.length)
    rows.push({ path: '/account/devices', label: account.devicesTitle, value: count })
  }
  if (offersProviders(page)) {
    const { length } = identitiesOf(user)
    const count = length === 0 ? account.none : account.providersCount(length)
    rows.push({ path: '/account/providers', label: account.providersTitle, value: count })
  }
  return rows
}

/** Ends the session of this browser. */
async function signOut({ request, view }: AccountRequest, ports: Ports): Promise<PageAnswer> {
  const { domain } = request
  const cookie = readLoginCookie(request.headers)
  if (cookie !== undefined) await ports.storage.commit([endLoginSession(ports, domain.pool, cookie)])
  const { account } = view.messages
  return {
    kind: 'page',
    html: messagePage(view, {
      title: account.signedOutTitle,
      text: account.signedOutLead,
      signInLabel: view.messages.signIn,
      signInPath: '/account',
    }),
    state: null,
    cookies: [loginCookieRemoval(domain)],
  }
}
