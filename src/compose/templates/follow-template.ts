import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import { followFiles, type FollowedFiles } from './follow-files.ts'
import type { NoteFile } from './read-template.ts'

export interface FollowedTemplate extends Pick<FollowedFiles, 'repeat'> {
  readonly template: string
  /** What the version in use was read from. */
  readonly files: readonly string[]
  /** Reads the template and puts it to use, or throws and changes nothing that is served. */
  readonly readAgain: (note: NoteFile) => Promise<void>
  /** What may pass although no file changes: it is tried again by itself. */
  readonly passing?: { readonly clock: Clock; readonly isPassing: (error: unknown) => boolean }
  readonly log: Pick<Log, 'info' | 'error'>
}

const firstPauseSeconds = 2
const longestPauseSeconds = 60

/** Reads a template again whenever it or what it includes changes; a broken version is told, and the last good one stays. */
export function followTemplate({
  template,
  files,
  readAgain,
  passing,
  log,
  repeat,
}: FollowedTemplate): Promise<Disposable> {
  let followed = new Set(files)
  let tries = 0
  let dueAt = Infinity

  async function onChange(): Promise<readonly string[]> {
    const read = new Set<string>()
    try {
      await readAgain((file) => read.add(file))
      followed = read
      notePassing(false)
      log.info({ template }, 'template read again')
    } catch (error) {
      // What is wrong may stand in a file that only the broken version includes.
      followed = new Set([...followed, ...read])
      const againInSeconds = notePassing(passing?.isPassing(error) ?? false)
      log.error({ error, template, againInSeconds }, 'template cannot be read again; the last good one stays in use')
    }
    return [...followed]
  }

  /** In how many seconds it is tried again, if it is. */
  function notePassing(mayPass: boolean): number | undefined {
    tries = mayPass ? tries + 1 : 0
    dueAt = Infinity
    if (!mayPass || passing === undefined) return undefined
    const seconds = Math.min(longestPauseSeconds, firstPauseSeconds * 2 ** (tries - 1))
    dueAt = passing.clock.now().getTime() + seconds * 1000
    return seconds
  }

  const isDue = (): boolean => passing !== undefined && passing.clock.now().getTime() >= dueAt
  return followFiles({ files, isDue, onChange, ...(repeat && { repeat }) })
}
