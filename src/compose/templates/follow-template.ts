import type { Log } from '../../ports/log.ts'
import { followFiles, type Taken } from './follow-files.ts'
import type { NoteFile } from './read-template.ts'

export interface FollowedTemplate {
  readonly template: string
  /** What the version in use was read from. */
  readonly files: readonly string[]
  /** Reads the template and puts it to use, or throws and changes nothing that is served. */
  readonly readAgain: (note: NoteFile) => Promise<void>
  /** Whether what was thrown may pass by itself, and the same version be taken later. */
  readonly mayPass?: (error: unknown) => boolean
  readonly log: Pick<Log, 'info' | 'error'>
  readonly everySeconds?: number
}

/** Reads a template again whenever it or what it includes changes; a broken version is told, and the last good one stays. */
export function followTemplate(options: FollowedTemplate): Promise<Disposable> {
  const { everySeconds, files, log, mayPass = () => false, readAgain, template } = options
  let followed = new Set(files)
  let told: string | undefined

  async function onChange(): Promise<Taken> {
    const read = new Set<string>()
    try {
      await readAgain((file) => read.add(file))
      followed = read
      told = undefined
      log.info({ template }, 'template read again')
      return { files: [...followed], again: false }
    } catch (error) {
      // What is wrong may stand in a file that only the broken version includes.
      followed = new Set([...followed, ...read])
      const again = mayPass(error)
      // Once, however often it is tried.
      if (!again || told !== String(error)) {
        const then = again ? ', and it is tried again' : ''
        log.error({ error, template }, `template cannot be read again; the last good one stays in use${then}`)
      }
      told = String(error)
      return { files: [...followed], again }
    }
  }

  return followFiles({ files, onChange, ...(everySeconds !== undefined && { everySeconds }) })
}
