/** Which test files share a process: the modules that they load are then loaded once. */

/** A process of its own has what drives browsers or kills, clients that change globals, and what borrows its tests from another file. */
const alone = /^test\/(journey|durability)\/|chromium|amplify|cli\/program|memory-sessions|\.long\.test/

const largest = 12

/** Jobs in the order of their start. */
export function testJobs(files: readonly string[]): readonly (readonly string[])[] {
  const sorted = files.toSorted((one, other) => turn(one) - turn(other) || (one < other ? -1 : 1))
  const folders = Map.groupBy(sorted, (file) => (alone.test(file) ? file : file.split('/').slice(0, 2).join('/')))
  return [...folders.values()].flatMap((folder) =>
    Array.from({ length: Math.ceil(folder.length / largest) }, (_, index) =>
      folder.slice(index * largest, (index + 1) * largest),
    ),
  )
}

/** Long ones come first, so that at the end nothing runs alone: suites with a browser, whole systems, then units. */
function turn(path: string): number {
  if (path.startsWith('test/journey/')) return 0
  return path.startsWith('test/') ? 1 : 2
}
