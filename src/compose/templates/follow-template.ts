import type { Log } from '../../ports/log.ts'
import { followFiles } from './follow-files.ts'
import type { NoteFile } from './read-template.ts'

export interface FollowedTemplate {
  readonly template: string
  /** What the version in use was read from. */
  readonly files: readonly string[]
  /** Reads the template and puts it to use, or throws and changes nothing that is served. */
  readonly readAgain: (note: NoteFile) => Promise<void>
  readonly log: Pick<Log, 'info' | 'error'>
}

/** Reads a template again whenever it or what it includes changes; a broken version is told, and the last good one stays. */
export function followTemplate({ template, files, readAgain, log }: FollowedTemplate): Promise<Disposable> {
  let followed = new Set(files)

  async function onChange(): Promise<readonly string[]> {
    const read = new Set<string>()
    try {
      await readAgain((file) => read.add(file))
      followed = read
      log.info({ template }, 'template read again')
    } catch (error) {
      // What is wrong may stand in a file that only the broken version includes.
      followed = new Set([...followed, ...read])
      log.error({ error, template }, 'template cannot be read again; the last good one stays in use')
    }
    return [...followed]
  }

  return followFiles({ files, onChange })
}
