import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'

/** What `npm install` leaves behind, and a note that it ran. */
const npm = `
const { copyFileSync, mkdirSync, appendFileSync } = require('node:fs')
console.log('npm speaks')
mkdirSync('node_modules', { recursive: true })
copyFileSync(process.env.FAKE_INSTALLS ?? 'package-lock.json', 'node_modules/.package-lock.json')
appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n')
`

const lockOf = (version: string, wanted = version) => ({
  packages: {
    '': { dependencies: { a: wanted } },
    'node_modules/a': { version, integrity: `sha512-${version}` },
    'node_modules/b-win32': { version: '1.0.0', optional: true },
  },
})

/** A fresh clone with one dependency and a program of its own. */
function clone(t: TestContext, program = '') {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-clone-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'scripts'))
  mkdirSync(join(folder, 'src'))
  for (const script of ['run.mjs', 'packages.mjs', 'first-start.mjs', 'test-programs.mjs']) {
    cpSync(new URL(script, import.meta.url), join(folder, 'scripts', script))
  }
  const write = (path: string, content: unknown): void => {
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content))
  }
  write('npm.js', npm)
  write('src/main.ts', program)
  write('package.json', { type: 'commonjs', dependencies: { a: '1.0.0' } })
  write('package-lock.json', lockOf('1.0.0'))
  const env = { ...process.env, NODE_COMPILE_CACHE: '', npm_execpath: join(folder, 'npm.js') }
  const argumentsOf = (flags: readonly string[], command = 'start') => [
    join(folder, 'scripts/run.mjs'),
    command,
    ...flags,
  ]
  return {
    write,
    path: (name: string) => join(folder, name),
    read: (name: string) => readFileSync(join(folder, name), 'utf8'),
    installs: () =>
      existsSync(join(folder, 'npm.log')) ? readFileSync(join(folder, 'npm.log'), 'utf8').split('\n').length - 1 : 0,
    npmFlags: () => readFileSync(join(folder, 'npm.log'), 'utf8'),
    run: (flags: readonly string[] = [], extra: Record<string, string> = {}, command = 'start') =>
      spawnSync(process.execPath, argumentsOf(flags, command), {
        encoding: 'utf8',
        env: { ...env, ...extra },
        cwd: folder,
      }),
    start: () => spawn(process.execPath, argumentsOf([]), { env, cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] }),
  }
}

describe('npm scripts', () => {
  test('install once on a fresh clone, without install scripts, and keep stdout for the program', (t) => {
    const { run, installs, npmFlags } = clone(t, `console.log(JSON.stringify(process.argv.slice(2)))`)
    const first = run(['--json', '--port', '0'])
    assert.equal(first.stdout, '["start","--json","--port","0"]\n')
    assert.match(first.stderr, /Installing npm packages …\nnpm speaks/)
    assert.match(npmFlags(), /--ignore-scripts/)
    const second = run()
    assert.deepEqual([second.stdout, second.stderr, installs()], ['["start"]\n', '', 1])
  })

  test('run any command in the folder of whoever asks', (t) => {
    const { path } = clone(t, `console.log(JSON.stringify([process.argv.slice(2), process.cwd()]))`)
    mkdirSync(path('elsewhere'))
    const { stdout } = spawnSync(process.execPath, [path('scripts/run.mjs'), 'sallyport', 'gateway', 'a.yaml'], {
      encoding: 'utf8',
      env: { ...process.env, NODE_COMPILE_CACHE: '', npm_execpath: path('npm.js') },
      cwd: path('elsewhere'),
    })
    assert.deepEqual(JSON.parse(stdout), [['gateway', 'a.yaml'], realpathSync(path('elsewhere'))])
  })

  test('start once for nobody after an installation, so that the compiled sources are there', (t) => {
    const program = `
      require('node:fs').appendFileSync('starts.log', process.argv.slice(2).join(' ') + '\\n')
      console.log('ready')`
    const { run, read, path } = clone(t, program)
    const starts = (): string[] => read('starts.log').trimEnd().split('\n')
    assert.equal(run(['--port', '1']).stdout, 'ready\n')
    assert.deepEqual(starts().length, 2)
    assert.match(starts()[0] ?? '', /^start --json --port 0 --http-port 0 --data-dir \S+$/)
    assert.equal(existsSync(starts()[0]?.split(' ').at(-1) ?? ''), false, 'its folder is gone')
    assert.equal(existsSync(path('node_modules/.cache/sallyport')), true)
    assert.equal(run(['--port', '2']).stdout, 'ready\n')
    assert.deepEqual(starts().slice(1), ['start --port 1', 'start --port 2'])
  })

  test('install again when the lock file names another version', (t) => {
    const { run, write, installs } = clone(t)
    run()
    write('package.json', { dependencies: { a: '2.0.0' } })
    write('package-lock.json', lockOf('2.0.0'))
    assert.equal(run().status, 0)
    assert.equal(installs(), 2)
  })

  test('refuse a lock file that does not belong to the manifest', (t) => {
    const { run, write, installs } = clone(t)
    write('package-lock.json', lockOf('2.0.0'))
    const { status, stderr } = run()
    assert.deepEqual([status, installs()], [1, 0])
    assert.match(stderr, /package-lock\.json does not belong to package\.json/)
  })

  test('refuse what npm installed when it is not what the lock file names', (t) => {
    const { run, write } = clone(t, `console.log('ran')`)
    write('other-lock.json', lockOf('1.0.1', '1.0.0'))
    const { status, stdout, stderr } = run([], { FAKE_INSTALLS: 'other-lock.json' })
    assert.deepEqual([status, stdout], [1, ''])
    assert.match(stderr, /other versions than package-lock\.json names/)
  })

  test('end as the program ended', (t) => {
    assert.equal(clone(t, 'process.exitCode = 3').run().status, 3)
    assert.equal(clone(t, `process.kill(process.pid, 'SIGKILL')`).run().status, 137)
  })

  test('pass SIGTERM on and wait for the program', async (t) => {
    const program = `
      process.on('SIGTERM', () => { console.log('closing'); clearInterval(timer) })
      const timer = setInterval(() => {}, 1000)
      console.log('ready')`
    const child = clone(t, program).start()
    let output = ''
    const exit = new Promise((resolve) => child.once('exit', resolve))
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (text.includes('ready')) child.kill('SIGTERM')
    })
    assert.equal(await exit, 0)
    assert.equal(output, 'ready\nclosing\n')
  })

  const canInstall = existsSync('/etc/debian_version') && process.getuid?.() === 0
  for (const works of [true, false]) {
    test(
      `test installs absent programs with apt-get, and ${works ? 'runs' : 'runs without them when that fails'}`,
      { skip: !canInstall && 'needs root on Debian' },
      (t) => {
        const { write, run, path, read } = clone(t)
        write('scripts/test.ts', `console.log('tests')`)
        mkdirSync(path('bin'))
        write('bin/apt-get', `#!/bin/sh\necho "$@" >> '${path('apt.log')}'\nexit ${works ? 0 : 100}\n`)
        chmodSync(path('bin/apt-get'), 0o755)
        // Nothing but apt-get is on this PATH, so Chromium and the AWS CLI are absent.
        const { status, stdout, stderr } = run([], { PATH: path('bin'), SALLYPORT_CHROMIUM: '' }, 'test')
        assert.deepEqual([status, stdout], [0, 'tests\n'])
        const [update = '', install = ''] = read('apt.log').split('\n')
        assert.match(update, /update$/)
        if (works) assert.match(install, /install --yes --no-install-recommends chromium .*awscli/)
        else assert.match(stderr, /apt-get did not succeed: the suites that need these programs are skipped/)
      },
    )
  }

  test('an unknown command says which there are', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', 'fly'], { encoding: 'utf8' })
    assert.equal(status, 2)
    assert.match(stderr, /start \| test/)
  })
})
