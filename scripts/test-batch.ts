// Runs several test files in this one process: the modules that they share are loaded once. Arguments: the files.
import { resolve } from 'node:path'
import process from 'node:process'
import { suite } from 'node:test'
import { pathToFileURL } from 'node:url'

// A suite each, so that the hooks of a file are of its own tests, and run in its turn: at the top level they would be of
// all files, and what each file starts would be started at once.
for (const file of process.argv.slice(2)) {
  const imported = Promise.withResolvers<unknown>()
  void suite(file, () => {
    const module = import(pathToFileURL(resolve(file)).href)
    imported.resolve(module)
    return module
  })
  await imported.promise
}
