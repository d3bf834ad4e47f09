import { answerChallenge } from '../../flows/sign-in/answer-challenge.ts'
import { findPasskeyRequest } from '../../flows/sign-in/proofs/request-passkey.ts'
import type { Ports } from '../../ports/ports.ts'
import { signInWithPasskey, type PasskeySignIn } from '../../flows/sign-in/starts/sign-in-with-passkey.ts'
import { continueSignIn } from '../sign-in/continue-sign-in.ts'
import { drawSignIn } from '../sign-in/draw-sign-in.ts'
import type { Html } from '../view/html.ts'
import { rememberMethod } from '../sign-in/last-method.ts'
import type { Page, PageAnswer, PageRequest } from '../drawing/page.ts'
import { passkeyPage } from '../pages/passkey-page.ts'
import { canChoose } from '../sign-in/pool-offers.ts'
import { signInContext } from '../sign-in/sign-in-context.ts'
import type { Problem } from '../view/view.ts'
import { backToStart } from '../sign-in/waiting-challenge.ts'
import { hasOtherWays, waitingChoice, type WaitingChoice } from '../sign-in/waiting-choice.ts'

/** A passkey of somebody who has said who they are. */
export const passkey: Page = {
  path: '/passkey',
  show: async (page, ports) => {
    const waiting = await waitingPasskey(page, ports)
    return waiting ? { kind: 'page', html: drawn(page, waiting, []) } : backToStart(page)
  },
  submit: async (page, ports) => {
    const unnamed = canChoose(page)
      ? await signInWithPasskey(ports, signInContext(page), page.form.get('credential') ?? '')
      : undefined
    if (unnamed) return byAnyPasskey(page, ports, unnamed)
    const waiting = await waitingPasskey(page, ports)
    if (!waiting) return canChoose(page) ? byAnyPasskey(page, ports, nothingSigned) : backToStart(page)
    const again = (problems: readonly Problem[]): Html => drawn(page, waiting, problems)
    const { username, userId, session } = waiting
    const responses = { USERNAME: userId, CREDENTIAL: page.form.get('credential') ?? '' }
    const step = await answerChallenge(ports, signInContext(page), { name: 'WEB_AUTHN', responses, session })
    if (step.kind === 'refused' && notAccepted.includes(step.reason)) {
      return { kind: 'page', status: 401, html: again([{ text: page.view.messages.errors.passkeyRefused }]) }
    }
    const cookies = rememberMethod(ports, page, step, { username, method: 'WEB_AUTHN' })
    return continueSignIn(ports, page, step, { username, again, cookies })
  },
}

/** Somebody picked a passkey before they said who they are. */
async function byAnyPasskey(page: PageRequest, ports: Ports, signIn: PasskeySignIn): Promise<PageAnswer> {
  const { errors } = page.view.messages
  if (signIn.kind === 'unknown') {
    const { credentialId, relyingPartyId: rpId } = signIn
    const shown = { username: '', problems: [{ text: errors.passkeyUnknown }], unknownPasskey: { rpId, credentialId } }
    return { kind: 'page', status: 401, html: drawSignIn(page, ports, shown) }
  }
  const { step, username } = signIn
  const again = (problems: readonly Problem[]): Promise<Html> => drawSignIn(page, ports, { username: '', problems })
  if (step.kind === 'refused' && notAccepted.includes(step.reason)) {
    return { kind: 'page', status: 401, html: again([{ text: errors.passkeyRefused }]) }
  }
  const cookies = rememberMethod(ports, page, step, { username, method: 'WEB_AUTHN' })
  return continueSignIn(ports, page, step, { username, again, cookies })
}

const nothingSigned = { kind: 'step', step: { kind: 'refused', reason: 'incorrect' }, username: '' } as const

const notAccepted: readonly string[] = ['incorrect', 'parameter-invalid', 'parameter-missing']

type WaitingPasskey = WaitingChoice & { readonly options: string }

async function waitingPasskey(page: PageRequest, ports: Ports): Promise<WaitingPasskey | undefined> {
  const waiting = waitingChoice(page)
  if (waiting?.name !== 'WEB_AUTHN') return undefined
  const options = await findPasskeyRequest(ports, signInContext(page), waiting.session)
  return options === undefined ? undefined : { ...waiting, options }
}

function drawn({ view }: PageRequest, waiting: WaitingPasskey, problems: readonly Problem[]): Html {
  const { username, options } = waiting
  return passkeyPage(view, { username, options, hasOtherWays: hasOtherWays(waiting), problems })
}
