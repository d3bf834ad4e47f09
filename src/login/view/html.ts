import { html as template, raw } from 'hono/html'

/** Markup whose every interpolated value is escaped. */
export type Html = ReturnType<typeof template>

export const html = template

export { raw }

/** The attribute with its value, or nothing at all. */
export function attribute(name: string, value: string | number | boolean | undefined): Html | '' {
  if (value === undefined || value === false) return ''
  if (value === true) return raw(` ${name}`)
  return html`${raw(` ${name}="`)}${value}${raw('"')}`
}
