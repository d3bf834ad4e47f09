/** Which test files share a process: the modules that they load are then loaded once. */

/** A process of its own has what takes long by itself or measures time, and clients that change globals. */
const alone = /^test\/(journey\/[^/]+|durability\/.+)$|experience\/speed|chromium|amplify|cli\/program|\.long\.test/

const largest = 12

/** Jobs in the order of their start. */
export function testJobs(files: readonly string[]): readonly (readonly string[])[] {
  const sorted = files.toSorted((one, other) => turn(one) - turn(other) || (one < other ? -1 : 1))
  const folders = Map.groupBy(sorted, (file) =>
    alone.test(file) ? file : file.split('/').slice(0, -1).slice(0, 2).join('/'),
  )
  return [...folders.values()].flatMap((folder) => {
    const count = Math.ceil(folder.length / largest)
    const size = Math.ceil(folder.length / count)
    return Array.from({ length: count }, (_, index) => folder.slice(index * size, (index + 1) * size))
  })
}

/** Long ones come first, so that at the end nothing runs alone: suites with a browser, whole systems, then units. */
function turn(path: string): number {
  if (path.startsWith('test/journey/')) return 0
  return path.startsWith('test/') ? 1 : 2
}
