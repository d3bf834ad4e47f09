import type { AccessLogFormat } from '../definition/access-log.ts'

// Everything that some reader takes for the end of a line, and halves of pairs that no encoding has.
// oxlint-disable-next-line no-control-regex
const UNWRITABLE = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\uFEFF]|\p{Surrogate}/gu

/** One line for one request, or one event of a connection. No value can end it, or the quoted field that it is in. */
export function accessLogLine(
  { parts, style }: AccessLogFormat,
  variable: (name: string) => string | undefined,
): string {
  return parts
    .map((part) => {
      if (part.kind === 'text') return part.text
      const value = variable(part.name)
      if (value === undefined) return '-'
      // The one variable that comes with quotation marks of its own.
      if (part.name === 'error.messageString') return value.replaceAll(UNWRITABLE, unicodeEscape)
      return escaped(style, value, part.isQuoted)
    })
    .join('')
}

function escaped(style: AccessLogFormat['style'], value: string, isQuoted: boolean): string {
  switch (style) {
    case 'json':
      return JSON.stringify(value).slice(1, -1).replaceAll(UNWRITABLE, unicodeEscape)
    case 'xml':
      return value
        .replaceAll(UNWRITABLE, '\uFFFD')
        .replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    case 'csv': {
      const cell = value.replaceAll(UNWRITABLE, ' ').replaceAll('"', '""')
      return isQuoted || !/[",]/.test(cell) ? cell : `"${cell}"`
    }
    case 'text':
      return value.replaceAll(/["\\]/g, String.raw`\$&`).replaceAll(UNWRITABLE, unicodeEscape)
  }
}

function unicodeEscape(character: string): string {
  return String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
