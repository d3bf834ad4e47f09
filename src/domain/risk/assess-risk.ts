import type { RiskLevelType } from '../../contract/shapes.gen.ts'
import type { AuthEvent } from './auth-event.ts'
import { deviceKindOf } from '../devices/device-name.ts'
import type { RequestFacts } from '../request-facts.ts'
import { networkOf, parseIpAddress } from './ip-address.ts'

/** What is odd about a sign-in. */
export type RiskSignal =
  /** The user or an administrator called an earlier one from there, or on that device, not the user's. */
  | 'reported'
  | 'new-device'
  | 'new-network'
  /** A new part of a known network: another /64 of the same /48. */
  | 'new-subnet'
  /** From several networks within the time that nobody needs to get from one to another. */
  | 'pace'
  | 'failures'
  | 'many-failures'
  /** A program that is no browser and no app of the user's. */
  | 'automation'

export interface RiskAssessment {
  /** None where nothing is odd. */
  readonly level: RiskLevelType | undefined
  readonly signals: readonly RiskSignal[]
}

export interface RiskySignIn {
  readonly request: Pick<RequestFacts, 'sourceIp' | 'userAgent' | 'device'>
  /** Whether the client named a device of the user's: its key is random and nobody else's. */
  readonly isOnKnownDevice: boolean
  readonly now: Date
}

/** How many of a user's events are looked at: a person's habits, and a bounded read. */
export const eventsLookedAt = 50

const weights: Readonly<Record<RiskSignal, number>> = {
  reported: 70,
  'new-device': 25,
  'new-network': 25,
  'new-subnet': 5,
  pace: 25,
  failures: 15,
  'many-failures': 25,
  automation: 10,
}
const floors = [
  ['High', 70],
  ['Medium', 40],
  ['Low', 20],
] as const

/**
 * Judges a sign-in by what the user did before, newest first. Nobody who has never signed in has habits: the first time
 * nothing is new.
 */
export function assessRisk(signIn: RiskySignIn, history: readonly AuthEvent[]): RiskAssessment {
  const own = history.filter(isOwn)
  const tried = history.filter((event) => !isTurnedAway(event))
  const signals = [
    ...reportedSignals(signIn, history),
    ...(own.length === 0 ? [] : noveltySignals(signIn, own)),
    ...paceSignals(signIn, tried, own),
    ...failureSignals(signIn, tried),
  ]
  const score = signals.reduce((sum, signal) => sum + weights[signal], 0)
  return { level: floors.find(([, floor]) => score >= floor)?.[0], signals }
}

/** The habits to measure by: what passed and nobody disowned, and what was stopped but owned afterwards. */
function isOwn({ type, response, feedback }: AuthEvent): boolean {
  if (type !== 'SignIn' || feedback?.value === 'Invalid') return false
  return response === 'Pass' || feedback?.value === 'Valid'
}

/** From an address that the pool blocks: whoever is there proved nothing, and must not make the user seem at risk. */
function isTurnedAway({ response, challenges, risk }: AuthEvent): boolean {
  return response === 'Fail' && risk?.decision === 'Block' && challenges.length === 0
}

function reportedSignals(signIn: RiskySignIn, history: readonly AuthEvent[]): readonly RiskSignal[] {
  const disowned = history.filter(({ feedback }) => feedback?.value === 'Invalid')
  return disowned.some((event) => isSameNetwork(event, signIn) || isSameDeviceId(event, signIn)) ? ['reported'] : []
}

function noveltySignals(signIn: RiskySignIn, own: readonly AuthEvent[]): readonly RiskSignal[] {
  const { request } = signIn
  const isKnownDevice = signIn.isOnKnownDevice || own.some((event) => isSameDevice(event, signIn))
  const isTool = isAutomation(request.userAgent) && !own.some(({ userAgent }) => isAutomation(userAgent))
  return [
    ...(isKnownDevice ? [] : (['new-device'] as const)),
    ...networkSignals(signIn, own),
    ...(isTool ? (['automation'] as const) : []),
  ]
}

function networkSignals(signIn: RiskySignIn, own: readonly AuthEvent[]): readonly RiskSignal[] {
  if (!own.some((event) => isSameNetwork(event, signIn))) return ['new-network']
  const subnet = networkNames(signIn.request.sourceIp).at(1)
  return own.some(({ ipAddress }) => networkNames(ipAddress).at(1) === subnet) ? [] : ['new-subnet']
}

const hour = 3_600_000
const journey = 600_000
const networksAnHour = 3

function paceSignals(
  { request, now }: RiskySignIn,
  history: readonly AuthEvent[],
  own: readonly AuthEvent[],
): readonly RiskSignal[] {
  const here = networkNames(request.sourceIp).at(0)
  const recent = history.filter(({ createdAt }) => now.getTime() - createdAt.getTime() < hour)
  const networks = new Set([here, ...recent.map(({ ipAddress }) => networkNames(ipAddress).at(0))])
  const isHereKnown = own.some(({ ipAddress }) => networkNames(ipAddress).at(0) === here)
  const wasElsewhere = own.some(({ ipAddress, createdAt }) => {
    return now.getTime() - createdAt.getTime() < journey && networkNames(ipAddress).at(0) !== here
  })
  return networks.size >= networksAnHour || (wasElsewhere && !isHereKnown) ? ['pace'] : []
}

const day = 24 * hour
const fewFailures = 3
const manyFailures = 10

/** The user's own slips of the finger, from where they always are, are no sign of anybody else. */
function failureSignals(signIn: RiskySignIn, history: readonly AuthEvent[]): readonly RiskSignal[] {
  const own = history.filter(isOwn)
  const failed = history.filter(({ type, response, createdAt }) => {
    return type === 'SignIn' && response === 'Fail' && signIn.now.getTime() - createdAt.getTime() < day
  })
  if (failed.length >= manyFailures) return ['many-failures']
  const foreign = failed.filter(({ ipAddress }) => !own.some((event) => isSharedNetwork(event.ipAddress, ipAddress)))
  return foreign.length >= fewFailures ? ['failures'] : []
}

function isSameNetwork({ ipAddress }: AuthEvent, { request }: RiskySignIn): boolean {
  return isSharedNetwork(ipAddress, request.sourceIp)
}

function isSharedNetwork(one: string, other: string): boolean {
  const network = networkNames(one).at(0)
  return network !== undefined && network === networkNames(other).at(0)
}

/** The network that a person is in, and within it the part: of IPv4 a /24, of IPv6 a /48 and a /64 (contract, 2.17). */
function networkNames(text: string): readonly string[] {
  const address = parseIpAddress(text)
  if (address === undefined) return []
  if (address.width === 32) return [networkOf(address, 24), networkOf(address, 24)]
  return [networkOf(address, 48), networkOf(address, 64)]
}

/** By its own id where both say one; else by the kind of its program and system. */
function isSameDevice(event: AuthEvent, signIn: RiskySignIn): boolean {
  const { device, userAgent } = signIn.request
  if (device?.idHash !== undefined && event.device?.idHash !== undefined) return isSameDeviceId(event, signIn)
  return deviceKindOf(event.userAgent) === deviceKindOf(userAgent)
}

function isSameDeviceId(event: AuthEvent, { request }: RiskySignIn): boolean {
  return event.device?.idHash !== undefined && event.device.idHash === request.device?.idHash
}

function isAutomation(userAgent: string | undefined): boolean {
  return (
    !userAgent ||
    /\b(curl|wget|python-requests|python-urllib|httpie|go-http-client|libwww|scrapy|headless)/i.test(userAgent)
  )
}
