import { registerHooks } from 'node:module'
import { sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Notes which files of the function's own code are loaded; yields the call that reports the new ones. */
export function reportLoadedFiles(root: string, report: (files: readonly string[]) => void): () => void {
  const fresh = new Set<string>()
  registerHooks({
    load: (url, context, nextLoad) => {
      if (url.startsWith('file:')) note(fileURLToPath(url))
      return nextLoad(url, context)
    },
  })
  const note = (path: string) => {
    if (path.startsWith(root + sep) && !path.includes(`${sep}node_modules${sep}`)) fresh.add(path)
  }
  return () => {
    if (fresh.size === 0) return
    report([...fresh])
    fresh.clear()
  }
}
