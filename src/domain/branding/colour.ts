/** A colour of sRGB: channels from 0 to 255, alpha from 0 to 1. */
export interface Colour {
  readonly red: number
  readonly green: number
  readonly blue: number
  readonly alpha: number
}

const black: Colour = { red: 0, green: 0, blue: 0, alpha: 1 }
const white: Colour = { red: 255, green: 255, blue: 255, alpha: 1 }

/** Cognito writes colours as eight hexadecimal digits without a sign before them: `1f5eddff`. */
export function parseColour(text: unknown): Colour | undefined {
  const digits = typeof text === 'string' ? /^#?([0-9a-f]{6})([0-9a-f]{2})?$/i.exec(text) : null
  if (digits === null) return undefined
  const [, rgb = '', alpha = 'ff'] = digits
  const channel = (from: number): number => Number.parseInt(rgb.slice(from, from + 2), 16)
  return { red: channel(0), green: channel(2), blue: channel(4), alpha: Number.parseInt(alpha, 16) / 255 }
}

/** As style sheets write it. */
export function cssColour({ red, green, blue, alpha }: Colour): string {
  const channels = alpha < 1 ? [red, green, blue, alpha * 255] : [red, green, blue]
  return `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`
}

/** What is seen where `top` lies on the others, the lowest of which lies on white. */
export function flatten(top: Colour, ...beneath: readonly Colour[]): Colour {
  const [next = white, ...rest] = beneath
  if (top.alpha === 1) return top
  return mix(next === white ? white : flatten(next, ...rest), { ...top, alpha: 1 }, top.alpha)
}

/** How much two opaque colours differ, from 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: Colour, other: Colour): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/** The colour nearest to `ink` that has the contrast to its opaque ground: lighter or darker, as little as will do. */
export function readable(ink: Colour, ground: Colour, ratio: number): Colour {
  const seen = flatten(ink, ground)
  if (contrast(seen, ground) >= ratio) return ink
  // Of black and white, one always has 4.58 to any ground.
  const [end] = [black, white]
    .map((pole) => ({ pole, share: shareNeeded(seen, pole, ground, ratio) }))
    .toSorted((a, b) => a.share - b.share)
  return end ? rounded(mix(seen, end.pole, end.share)) : seen
}

/** How much of the pole has to be mixed in, in hundredths: more than 1 where even all of it does not do. */
function shareNeeded(ink: Colour, pole: Colour, ground: Colour, ratio: number): number {
  if (contrast(pole, ground) < ratio) return 1 + 1 / contrast(pole, ground)
  for (let share = 0.01; share < 1; share += 0.01) {
    if (contrast(rounded(mix(ink, pole, share)), ground) >= ratio) return share
  }
  return 1
}

/** What lies a share of the way from one colour to another. */
export function mix(from: Colour, to: Colour, share: number): Colour {
  const between = (a: number, b: number): number => a + (b - a) * Math.min(share, 1)
  return {
    red: between(from.red, to.red),
    green: between(from.green, to.green),
    blue: between(from.blue, to.blue),
    alpha: 1,
  }
}

function rounded({ red, green, blue, alpha }: Colour): Colour {
  return { red: Math.round(red), green: Math.round(green), blue: Math.round(blue), alpha }
}

function luminance({ red, green, blue }: Colour): number {
  const linear = (channel: number): number => {
    const value = channel / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}
