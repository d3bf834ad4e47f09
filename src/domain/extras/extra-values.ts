/** The values that the tag of an extra can have. */
export interface ExtraValues<Value> {
  /** As a sentence goes on after "must be" and in the documentation. */
  readonly expects: string
  /** Undefined for a text that is none of them. */
  parse(text: string): Value | undefined
}

export const onOff: ExtraValues<boolean> = {
  expects: 'on or off',
  parse: (text) => (text === 'on' ? true : text === 'off' ? false : undefined),
}

export function oneOf<const Value extends string>(...values: readonly Value[]): ExtraValues<Value> {
  return {
    expects: `one of ${values.join(', ')}`,
    parse: (text) => values.find((value) => value === text),
  }
}

/** Names that have no spaces in them, with spaces between. */
export const namesWithSpaces: ExtraValues<readonly string[]> = {
  expects: 'names with spaces between them',
  parse: (text) => (/^\S+( \S+)*$/.test(text) ? text.split(' ') : undefined),
}

export function wholeNumber({ from, to }: { readonly from: number; readonly to: number }): ExtraValues<number> {
  return {
    expects: `a whole number from ${from} to ${to}`,
    parse(text) {
      const number = /^(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : Number.NaN
      return number >= from && number <= to ? number : undefined
    },
  }
}

/** Tags have no `?`, `#`, `%` and `&`, so that this is a place without parameters. */
export const httpsUrl: ExtraValues<string> = {
  expects: 'an https URL without user name, query and fragment',
  parse: (text) => (isPlainUrl(text, 'https:') ? text : undefined),
}

/** Whether it may really be asked is for the guard of outbound requests to say, which lets no production ask itself. */
export const urlOrOff: ExtraValues<string> = {
  expects: 'off, or an https URL (http on localhost, 127.0.0.1 and [::1]) without user name, query and fragment',
  parse(text) {
    if (text === 'off') return text
    const isOwnMachine = isPlainUrl(text, 'http:') && ownMachine.test(new URL(text).hostname)
    return isOwnMachine ? text : httpsUrl.parse(text)
  },
}

const ownMachine = /^(localhost|127\.0\.0\.1|\[::1\])$/

function isPlainUrl(text: string, protocol: 'https:' | 'http:'): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== protocol) return false
  return url.href.startsWith(`${protocol}//${url.host}/`) && url.search + url.hash === ''
}

/** When forms ask for work, and how much: the bits of a hash that must be zero. */
export interface WorkDemand {
  readonly when: 'off' | 'on' | 'after-failures'
  readonly bits: number
}

/** A second of a phone, unseen while somebody types. */
const usualBits = 16

export const workDemand: ExtraValues<WorkDemand> = {
  expects: 'off, on or after-failures, or one of the latter two with a number of bits from 8 to 24 behind it',
  parse(text) {
    const [, when, bits = String(usualBits)] = /^(off|on|after-failures)(?: (\d{1,2}))?$/.exec(text) ?? []
    if (text === 'off') return { when: 'off', bits: usualBits }
    const isInRange = Number(bits) >= 8 && Number(bits) <= 24
    return (when === 'on' || when === 'after-failures') && isInRange ? { when, bits: Number(bits) } : undefined
  },
}

/** `off`, or something for one app client of the pool. */
export const clientOrOff: ExtraValues<string> = {
  expects: 'off, or the id or the ClientName of an app client',
  parse: (text) => (text === '' ? undefined : text),
}
