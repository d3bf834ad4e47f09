import { open, readFile, type FileHandle } from 'node:fs/promises'
import {
  isInPasswordFilter,
  isPasswordFilter,
  passwordDigest,
  readPasswordFilter,
} from '../../crypto/passwords/password-filter.ts'
import type { CompromisedPasswords } from '../../ports/compromised-passwords.ts'
import type { Log } from '../../ports/log.ts'

/**
 * An operator's own list: a filter as `scripts/password-filter.ts` makes it, or a text file with one SHA-1 digest in
 * hex a line, sorted, with anything behind it after a colon, as lists of breached passwords are published. A digest
 * may be cut short, the same length in every line. Throws on a file that is neither.
 */
export async function openPasswordFile(path: string, log: Log): Promise<CompromisedPasswords & AsyncDisposable> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestLine), 0, longestLine, 0)
    const start = buffer.subarray(0, bytesRead)
    if (isPasswordFilter(start)) {
      await handle.close()
      return await inFilter(path)
    }
    const { size } = await handle.stat()
    const digits = /^([0-9A-F]{10,40})(?::[^\n]*)?\r?\n/i.exec(start.toString('latin1'))?.[1]?.length
    if (digits === undefined)
      throw new Error(`${path} is neither a filter of passwords nor a sorted list of SHA-1 digests`)
    return inSortedLines({ handle, size, digits, path, log })
  } catch (error) {
    await handle.close().catch(() => undefined)
    throw error
  }
}

const longestLine = 128

async function inFilter(path: string): Promise<CompromisedPasswords & AsyncDisposable> {
  const filter = readPasswordFilter(await readFile(path))
  if (filter === undefined) throw new Error(`${path} is a filter of passwords that was cut off`)
  return {
    includes: async (password) => isInPasswordFilter(filter, passwordDigest(password)),
    [Symbol.asyncDispose]: async () => undefined,
  }
}

interface SortedLines {
  readonly handle: FileHandle
  readonly size: number
  readonly digits: number
  readonly path: string
  readonly log: Log
}

function inSortedLines(lines: SortedLines): CompromisedPasswords & AsyncDisposable {
  return {
    async includes(password) {
      const wanted = passwordDigest(password).toString('hex').toUpperCase().slice(0, lines.digits)
      try {
        return await isAmong(lines, wanted)
      } catch (err) {
        lines.log.error({ err, path: lines.path }, 'the list of compromised passwords could not be read')
        return false
      }
    },
    [Symbol.asyncDispose]: () => lines.handle.close(),
  }
}

/** Halves the file some thirty times: a list of a billion needs no memory. */
async function isAmong({ handle, size, digits }: SortedLines, wanted: string): Promise<boolean> {
  let [low, high] = [0, size]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const line = await lineAfter(handle, middle)
    const found = line.text.slice(0, digits).toUpperCase()
    if (found === wanted) return true
    if (line.text !== '' && found < wanted) low = line.end
    else high = middle
  }
  return false
}

/** The first line that begins at this place or later. */
async function lineAfter(handle: FileHandle, place: number): Promise<{ readonly text: string; readonly end: number }> {
  const from = Math.max(0, place - 1)
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(2 * longestLine), 0, 2 * longestLine, from)
  const read = buffer.toString('latin1', 0, bytesRead)
  const begin = place === 0 ? 0 : read.indexOf('\n') + 1
  if (place !== 0 && begin === 0) return { text: '', end: place }
  const length = read.slice(begin).indexOf('\n')
  const end = length === -1 ? read.length : begin + length + 1
  return { text: read.slice(begin, end).trimEnd(), end: from + end }
}
