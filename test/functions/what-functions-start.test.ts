import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { startFunction, type FunctionCode } from './function-under-test.ts'
import { python, withoutPython } from './python.ts'

const newFolder = temporaryFolders()

/** Functions that start a program, which stays, and return or crash when it has connected. */
const runtimes: readonly (FunctionCode & { readonly language: string; readonly skip: string | false })[] = [
  {
    language: 'Node.js',
    skip: false,
    files: {
      'index.mjs': `import { spawn } from 'node:child_process'
import { once } from 'node:events'
const program = "require('node:net').connect(process.argv[1], () => console.log('connected'))"
export const handler = async ({ path, crash }) => {
  const { stdout } = spawn(process.execPath, ['-e', program, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(stdout, 'data')
  if (crash) process.exit(1)
  return 'started'
}`,
    },
  },
  {
    language: 'Python',
    skip: withoutPython,
    definition: python,
    files: {
      'app.py': `import os, subprocess, sys
program = '''import socket, sys
connection = socket.socket(socket.AF_UNIX)
connection.connect(sys.argv[1])
print('connected', flush=True)
connection.recv(1)'''
def handler(event, context):
    child = subprocess.Popen([sys.executable, '-c', program, event['path']], stdout=subprocess.PIPE)
    child.stdout.readline()
    if event['crash']:
        os._exit(1)
    return 'started'`,
    },
  },
]

for (const { language, skip, definition = {}, files } of runtimes) {
  for (const { when, crash } of [
    { when: 'its process crashes', crash: true },
    { when: 'functions are given up', crash: false },
  ]) {
    describe(`what a function of ${language} started`, { skip }, () => {
      test(`ends when ${when}`, async () => {
        using tested = startFunction({ files, definition })
        const path = join(newFolder(), 'socket')
        const server = createServer().listen(path)
        await once(server, 'listening')
        const connecting: Promise<Socket[]> = once(server, 'connection')
        const result = await tested.call({ path, crash })
        assert.equal(result.kind, crash ? 'function-error' : 'success')
        const [connection] = await connecting
        const ended = connection && once(connection.resume(), 'close')
        if (!crash) tested.runner[Symbol.dispose]()
        await ended
        server.close()
      })
    })
  }
}
