import { refuse, type Refusal } from '../../../contract/refusal.ts'
import type { Passkey } from '../../../domain/factors/passkey.ts'
import { deletePasskey } from '../../../flows/passkey-changes/delete-passkey.ts'
import { listPasskeys } from '../../../flows/passkeys/list-passkeys.ts'
import { renamePasskey } from '../../../flows/passkey-changes/rename-passkey.ts'
import type { Ports } from '../../../ports/ports.ts'
import type { Html } from '../../view/html.ts'
import type { PageAnswer } from '../../request/page-answer.ts'
import { refusalProblem } from '../../view/refusal-problem.ts'
import type { Problem } from '../../view/view.ts'
import { authenticatorName } from '../aaguids.ts'
import type { AccountPage, AccountRequest } from '../account-page.ts'
import { after, done, shown } from '../answers.ts'
import { offersPasskeys } from '../offers.ts'
import { pageOwner } from '../page-owner.ts'
import { passkeysPage, type ShownPasskey } from '../pages/passkeys-page.ts'
import { dayText } from '../../../messages/day-text.ts'

const path = '/account/passkeys'

export const passkeys: AccountPage = {
  path,
  isGuarded: true,
  isOffered: offersPasskeys,
  show: async (page, ports) => shown(page, await drawn(page, ports, [])),
  submit: async (page, ports) => (page.form.get('action') === 'rename' ? rename(page, ports) : remove(page, ports)),
}

async function rename(page: AccountRequest, ports: Ports): Promise<PageAnswer> {
  const { form, session, view } = page
  const label = form.get('name')?.trim() ?? ''
  if (label === '') {
    const problem = { text: view.messages.errors.required(view.messages.account.passkeyName) }
    return { kind: 'page', status: 422, html: await drawn(page, ports, [problem]) }
  }
  const renaming = renamePasskey(ports, refuse, session.user, { credentialId: form.get('passkey') ?? '', label })
  const gone = await drawn(page, ports, [])
  return after(page, renaming, { again: () => gone, next: () => done(page, path, 'passkeyRenamed') })
}

async function remove(page: AccountRequest, ports: Ports): Promise<PageAnswer> {
  const { form, view } = page
  const credentialId = form.get('passkey') ?? ''
  const removal = deletePasskey(ports, refuse, { ...pageOwner(page), credentialId, keepsWayIn: true })
  const { lastMethod } = view.messages.account
  const before = await listed(page, ports)
  return after(page, removal, {
    again: (problems) => passkeysPage(page, { ...before, problems }),
    problemOf: (refusal: Refusal) =>
      refusal.exception === 'InvalidParameterException'
        ? { text: lastMethod }
        : refusalProblem(view.messages, refusal).problem,
    next: () => done(page, path, 'passkeyRemoved'),
  })
}

async function drawn(page: AccountRequest, ports: Ports, problems: readonly Problem[]): Promise<Html> {
  return passkeysPage(page, { ...(await listed(page, ports)), problems })
}

async function listed(
  page: AccountRequest,
  ports: Ports,
): Promise<{ readonly passkeys: readonly ShownPasskey[]; readonly addUrl: string }> {
  const { session, request, client, view } = page
  const query = new URLSearchParams({
    client_id: client.id,
    response_type: 'code',
    redirect_uri: `${request.domain.baseUrl}${path}${view.query}`,
  })
  const all = await listPasskeys(ports, session.user)
  return {
    passkeys: all.map((passkey) => shownPasskey(page, passkey)),
    addUrl: `${view.basePath}/passkeys/add?${query.toString()}`,
  }
}

function shownPasskey({ view }: AccountRequest, passkey: Passkey): ShownPasskey {
  const { messages } = view
  const { account } = messages
  const { credentialId: id, label, name, aaguid, createdAt, usedAt, isBackupEligible } = passkey
  const make = authenticatorName(aaguid)
  const used = usedAt === undefined ? account.passkeyUnused : account.passkeyUsed(dayText(messages, usedAt))
  return {
    id,
    name: label ?? make ?? name,
    details: [
      ...(label !== undefined && make !== undefined ? [make] : []),
      isBackupEligible ? account.passkeySynced : account.passkeyBound,
      `${account.passkeyCreated(dayText(messages, createdAt))}, ${used}`,
    ],
  }
}
