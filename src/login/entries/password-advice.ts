import type { Messages } from '../../messages/en.ts'
import type { Ports } from '../../ports/ports.ts'
import type { OpenedPage } from '../request/page-routes.ts'
import type { Problem } from '../view/view.ts'

export interface PasswordAdvice {
  readonly score: number
  readonly text: string
  /** Whether there is something to better. */
  readonly isWeak: boolean
}

interface Asked {
  readonly messages: Messages
  readonly password: string
  /** What was entered or shown beside it. */
  readonly beside: string
  readonly from: string
  readonly withinMilliseconds: number
}

/** What a new password is like, in words. It stands in nobody's way: what is taken is the policy's to say. */
export async function passwordAdvice(
  { passwordMeter }: Pick<Ports, 'passwordMeter'>,
  { messages, password, beside, from, withinMilliseconds }: Asked,
): Promise<PasswordAdvice | undefined> {
  const ownWords = beside.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2)
  const measured = await passwordMeter.measure({ password, ownWords, from, withinMilliseconds })
  if (measured === undefined) return undefined
  const { score, weakness } = measured
  const { passwordAdvice: texts, errors } = messages
  const text = weakness === 'common' ? errors.passwordTooCommon : texts[weakness ?? 'strong']
  return { score, text, isWeak: weakness !== undefined }
}

/** So long a page waits that is late already. */
const patienceMilliseconds = 800

/** The problems, with advice beside that of a new password which the pool does not take: for whoever has no script. */
export async function withPasswordAdvice(
  ports: Pick<Ports, 'passwordMeter'>,
  { request, view: { messages }, form }: OpenedPage,
  problems: readonly Problem[],
): Promise<readonly Problem[]> {
  const { password = '', ...beside } = Object.fromEntries(form)
  const refused = problems.find(({ field }) => field === 'password')
  if (refused === undefined || password === '') return problems
  const advice = await passwordAdvice(ports, {
    messages,
    password,
    beside: [beside.username, beside.email, beside.name].join(' '),
    from: request.facts.sourceIp,
    withinMilliseconds: patienceMilliseconds,
  })
  if (!advice?.isWeak || advice.text === refused.text) return problems
  return problems.map((problem) => (problem === refused ? { ...problem, advice: advice.text } : problem))
}
