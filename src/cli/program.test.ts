import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import type { SecureProductionSettings } from '../config/plans/production-problems.ts'
import type { Composition, ReadyFacts, RunningDevelopment, StartSettings } from '../config/plans/running.ts'
import { runProgram } from './program.ts'
import { trustCommand } from './trust.ts'
import type { EndSignal, Terminal } from './terminal.ts'

const ready: ReadyFacts = {
  identityUrl: 'https://localhost:9443',
  httpUrl: 'http://localhost:9080',
  gatewayUrl: 'https://a1.execute-api.us-east-1.localhost:9443/prod',
  appUrl: 'https://app.localhost:9443',
  consoleUrl: 'https://console.localhost:9443',
  inboxUrl: 'https://console.localhost:9443/inbox',
  region: 'us-east-1',
  userPoolId: 'us-east-1_Ab12',
  clientId: '1client',
  caFile: '/data/ca/ca.pem',
  accessKeyId: 'AKIA',
  secretAccessKey: 'secret',
}

type Setup = {
  environment?: Record<string, string>
  hasColour?: boolean
  failure?: Error
  facts?: Partial<ReadyFacts>
  apiKeys?: RunningDevelopment['apiKeys']
  apis?: RunningDevelopment['apis']
  outputs?: RunningDevelopment['outputs']
}

function setUp({
  environment = {},
  hasColour = false,
  failure,
  facts = {},
  apiKeys = [],
  apis = [{ name: 'notes', url: ready.gatewayUrl }],
  outputs = [],
}: Setup = {}) {
  const out: string[] = []
  const errors: string[] = []
  const actions: string[] = []
  const started: { settings: StartSettings | SecureProductionSettings; template?: string | undefined }[] = []
  const exit = { code: 0 }
  const signals = new Set<(signal: EndSignal) => void>()
  const keys = new Set<(key: string) => void>()
  const printed = Promise.withResolvers<void>()
  const listen = <Listener>(set: Set<Listener>, listener: Listener): (() => void) => {
    set.add(listener)
    return () => void set.delete(listener)
  }
  const terminal: Terminal = {
    print: (text) => {
      out.push(text)
      printed.resolve()
    },
    printError: (text) => void errors.push(text),
    hasColour,
    environment,
    home: '/home/nobody',
    fail: (code) => void (exit.code = code),
    onEnd: (listener) => listen(signals, listener),
    onKey: (listener) => listen(keys, listener),
    giveUp: (signal) => void actions.push(`gave up on ${signal}`),
  }
  const dispose = async (): Promise<void> => void actions.push('closed')
  const development: RunningDevelopment = {
    ready: { ...ready, ...facts },
    signInUrl: 'https://notes.auth.us-east-1.localhost:9443/login?client_id=1client',
    apiKeys,
    apis,
    outputs,
    users: [{ username: 'ada@example.com', password: 'Passw0rd!', note: undefined }],
    advanceClock: (seconds) => void actions.push(`clock +${seconds}`),
    reset: async () => void actions.push('reset'),
    [Symbol.asyncDispose]: dispose,
  }
  const composition: Composition = {
    async startDevelopment(settings, template) {
      if (failure) throw failure
      started.push({ settings, template })
      return development
    },
    async startProduction(settings) {
      if (failure) throw failure
      started.push({ settings })
      return { identityUrl: 'https://id.example.com', region: 'us-east-1', [Symbol.asyncDispose]: dispose }
    },
    async startGateway(settings, template) {
      if (failure) throw failure
      actions.push(`gateway ${template} at ${settings.publicUrl}`)
      return {
        apis: [{ name: 'notes', url: 'https://a1.execute-api.eu-central-1.api.example.com/prod' }],
        [Symbol.asyncDispose]: dispose,
      }
    },
    async migrate({ dataDir, databaseUrl, keyFile }) {
      if (failure) throw failure
      actions.push(`migrate ${databaseUrl ?? dataDir} ${keyFile}`)
    },
    async createAccessKey(_settings, { principal, role }) {
      actions.push(`key for ${principal}, ${role}`)
      return { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'shown-once' }
    },
    async listDeadMessages({ keyFile }) {
      if (failure) throw failure
      actions.push(`list with ${keyFile}`)
      return [deadMessage]
    },
    async settleDeadMessages(_settings, decision, ids) {
      actions.push(`${decision} ${String(ids)}`)
      return ids === 'all' ? 7 : ids.filter((id) => id !== 'gone').length
    },
  }
  const run = (...argv: string[]) => runProgram(argv, { compose: async () => composition, terminal, version: '1.2.3' })
  const send = (signal: EndSignal): void => signals.forEach((listener) => listener(signal))
  const press = (key: string): void => keys.forEach((listener) => listener(key))
  return { run, send, press, terminal, printed: printed.promise, out, errors, actions, started, exit, signals, keys }
}

const deadMessage = {
  id: 'message-1',
  userPoolId: 'us-east-1_AbCdEf123',
  channel: 'EMAIL',
  to: 'ada@example.com',
  createdAt: new Date('2026-11-30T12:00:00Z'),
  tries: 1,
  reason: 'SMTP 550 at RCPT TO',
} as const

describe('start', () => {
  test('with --json prints exactly the line that programs rely on, and closes in order at a signal', async () => {
    const { run, send, printed, out, errors, actions, started, exit, signals } = setUp()
    const done = run('start', 'template.yaml', '--json', '--port', '0', '--data-dir', '/data')
    await printed
    const apis = [{ name: 'notes', url: ready.gatewayUrl }]
    assert.deepEqual(out, [`${JSON.stringify({ event: 'ready', ...ready, apis })}\n`])
    assert.equal(started[0]?.template, 'template.yaml')
    assert.equal(started[0]?.settings.port, 0)
    assert.equal(started[0]?.settings.dataDir, '/data')
    send('SIGTERM')
    await done
    assert.deepEqual(
      { actions, errors, code: exit.code, listeners: signals.size },
      { actions: ['closed'], errors: [], code: 0, listeners: 0 },
    )
  })

  test('with --json says of the reference system what programs rely on, and no more', async () => {
    const { run, send, printed, out } = setUp()
    const done = run('start', '--json')
    await printed
    assert.deepEqual(out, [`${JSON.stringify({ event: 'ready', ...ready })}\n`])
    send('SIGTERM')
    await done
  })

  test('without --json tells a newcomer what to click, first things first', async () => {
    const { run, send, printed, out } = setUp()
    const done = run('start')
    await printed
    const text = out.join('')
    const order = [
      'Open the app',
      ready.appUrl,
      'Read the code',
      ready.inboxUrl,
      'Sign in as',
      'ada@example.com  Passw0rd!',
    ]
    let from = 0
    for (const part of order) {
      from = text.indexOf(part, from)
      assert.notEqual(from, -1, part)
    }
    // There is no console to look at yet.
    const { consoleUrl: _unnamed, ...named } = ready
    for (const value of Object.values(named)) assert.ok(text.includes(value), value)
    assert.equal(text.includes('\u001b'), false, 'no colour in a pipe')
    assert.ok(text.split('\n').every((line) => line.length <= 120))
    send('SIGINT')
    await done
  })

  test('tells of requests that an API refused and of what functions print, unless a program listens', async () => {
    const why = 'The token expired.'
    for (const [flags, isTold] of [
      [[], true],
      [['--json'], false],
    ] as const) {
      const { run, send, printed, out, started } = setUp()
      const done = run('start', ...flags)
      await printed
      const settings = started[0]?.settings
      assert.ok(settings !== undefined && 'httpPort' in settings)
      assert.equal(settings.tellRefusal !== undefined, isTold)
      settings.tellRefusal?.({ status: 401, method: 'GET', path: '/prod/notes', why })
      assert.equal(out.at(-1) === `  401 GET /prod/notes  ${why}\n`, isTold)
      settings.tellOutput?.({ functionName: 'notes', line: 'saved\u001b[2J 3 ✓' })
      assert.equal(out.at(-1) === '  notes  saved?[2J 3 ✓\n', isTold)
      send('SIGTERM')
      await done
    }
  })

  test('leaves out of the banner what a system does not have', async () => {
    const facts = { appUrl: '', gatewayUrl: '', userPoolId: '', clientId: '' }
    const { run, send, printed, out } = setUp({ facts, apis: [] })
    const done = run('start', 'template.yaml')
    await printed
    const text = out.join('')
    assert.match(text, /^ {2}1 {2}Read the code/m)
    for (const absent of ['Open the app', 'User pool', 'app client', '  API '])
      assert.ok(!text.includes(absent), absent)
    send('SIGTERM')
    await done
  })

  test('shows the API keys that a template has', async () => {
    const apiKeys = [{ name: 'mobile', value: 'a-key-of-more-than-20-characters' }]
    for (const [flags, shown] of [
      [[], 'mobile  a-key-of-more-than-20-characters'],
      [['--json'], `"apiKeys":${JSON.stringify(apiKeys)}}`],
    ] as const) {
      const { run, send, printed, out } = setUp({ apiKeys })
      const done = run('start', 'template.yaml', ...flags)
      await printed
      assert.ok(out.join('').includes(shown), shown)
      send('SIGTERM')
      await done
    }
  })

  test('shows what a template says of itself, and lets none of it steer the terminal', async () => {
    const outputs = [
      { name: 'Url', value: 'https://localhost:9443/_api/abc/prod' },
      { name: 'Note', value: 'a\u001b[2Jb' },
    ]
    for (const [flags, shown] of [
      [[], '  Outputs           Url   https://localhost:9443/_api/abc/prod\n                    Note  a?[2Jb\n'],
      [['--json'], '"outputs":{"Url":"https://localhost:9443/_api/abc/prod","Note":"a\\u001b[2Jb"}'],
    ] as const) {
      const { run, send, printed, out } = setUp({ outputs })
      const done = run('start', 'template.yaml', ...flags)
      await printed
      assert.ok(out.join('').includes(shown), out.join(''))
      send('SIGTERM')
      await done
    }
  })

  test('settings come from the environment too', async () => {
    const { run, send, printed, started } = setUp({
      environment: { SALLYPORT_JSON: 'true', SALLYPORT_FIXED_CODE: '123456' },
    })
    const done = run('start')
    await printed
    const settings = started[0]?.settings
    assert.deepEqual([settings?.json, settings && 'fixedCode' in settings && settings.fixedCode], [true, '123456'])
    send('SIGHUP')
    await done
  })

  test('keys move the clock, reset and quit', async () => {
    const { run, press, printed, actions, out, keys } = setUp({ hasColour: true })
    const done = run('start')
    await printed
    assert.match(out.join(''), /one hour later/)
    press('t')
    press('r')
    press('x')
    press('q')
    await done
    assert.deepEqual(actions, ['clock +3600', 'reset', 'closed'])
    assert.equal(keys.size, 0)
  })

  test('refuses NODE_ENV=production, where its conveniences would be holes', async () => {
    const { run, started, errors, exit } = setUp({ environment: { NODE_ENV: 'production' } })
    await run('start')
    assert.deepEqual({ started, code: exit.code }, { started: [], code: 2 })
    assert.match(errors.join(''), /use "serve"/)
  })

  test('a failure is told with what is behind it, without a stack', async () => {
    const failure = new Error('Cannot open the database.', { cause: new Error('disk full') })
    const { run, errors, exit } = setUp({ failure })
    await run('start')
    assert.deepEqual(
      { errors, code: exit.code },
      { errors: ['sallyport: Cannot open the database.\n  because: disk full\n'], code: 1 },
    )
  })

  for (const argv of [
    ['start', '--port', 'x'],
    ['start', '--nonsense'],
    ['start', 'a', 'b'],
    ['begin'],
    ['start', '--port'],
  ]) {
    test(`"${argv.join(' ')}" is a misuse`, async () => {
      const { run, started, errors, exit } = setUp()
      await run(...argv)
      assert.deepEqual({ started, code: exit.code }, { started: [], code: 2 })
      assert.notEqual(errors.join(''), '')
    })
  }
})

describe('ending', () => {
  test('one Ctrl-C that arrives several times is one wish; a later one ends at once', async (t) => {
    const { runUntilEnd } = await import('./run-until-end.ts')
    const gate = Promise.withResolvers<void>()
    const time = { elapsed: 0 }
    const actions: string[] = []
    const listeners = new Set<(signal: EndSignal) => void>()
    const terminal: Terminal = {
      print: () => {},
      printError: () => {},
      hasColour: false,
      environment: {},
      home: '',
      fail: () => {},
      onEnd: (listener) => {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
      onKey: () => () => {},
      giveUp: (signal) => void actions.push(`gave up on ${signal}`),
    }
    const running = { [Symbol.asyncDispose]: () => gate.promise }
    const done = runUntilEnd(running, { terminal, logLevel: 'silent', elapsed: () => time.elapsed })
    const send = (): void => listeners.forEach((listener) => listener('SIGINT'))
    send()
    time.elapsed = 900
    send()
    assert.deepEqual(actions, [])
    time.elapsed = 1100
    send()
    assert.deepEqual(actions, ['gave up on SIGINT'])
    gate.resolve()
    await done
    t.diagnostic('closed after the gate opened')
  })
})

describe('serve', () => {
  const secure = [
    '--public-url',
    'https://id.example.com',
    '--key-file',
    '/k',
    '--tls-cert-file',
    '/c',
    '--tls-key-file',
    '/t',
  ]

  test('starts when it is secure', async () => {
    const { run, send, printed, out, started } = setUp()
    const done = run('serve', '--json', ...secure)
    await printed
    assert.deepEqual(JSON.parse(out.join('')), {
      event: 'ready',
      identityUrl: 'https://id.example.com',
      region: 'us-east-1',
    })
    const settings = started[0]?.settings
    assert.deepEqual(settings && 'tls' in settings && settings.tls, { certFile: '/c', keyFile: '/t' })
    send('SIGTERM')
    await done
  })

  test('refuses to start insecurely, says everything that is missing, and knows no development flag', async () => {
    const { run, errors, started, exit } = setUp()
    await run('serve')
    assert.deepEqual({ started, code: exit.code, count: errors.length }, { started: [], code: 2, count: 3 })
    const other = setUp()
    await other.run('serve', ...secure, '--fixed-code', '123456')
    assert.deepEqual([other.exit.code, other.started], [2, []])
  })
})

describe('gateway', () => {
  const secure = ['--public-url', 'https://api.example.com', '--tls-cert-file', '/c', '--tls-key-file', '/t']

  test('starts when it is secure and says where its APIs are', async () => {
    const { run, send, printed, out, actions } = setUp()
    const done = run('gateway', 'template.yaml', '--json', ...secure)
    await printed
    const url = 'https://a1.execute-api.eu-central-1.api.example.com/prod'
    assert.deepEqual(JSON.parse(out.join('')), { event: 'ready', apis: [{ name: 'notes', url }] })
    send('SIGTERM')
    await done
    assert.deepEqual(actions, ['gateway template.yaml at https://api.example.com', 'closed'])
  })

  test('refuses to start insecurely, without a template, or with a setting of an installation', async () => {
    for (const [argv, problem] of [
      [['gateway', 'template.yaml'], /Nothing encrypts/],
      [['gateway', ...secure], /template/],
      [['gateway', 'template.yaml', ...secure, '--key-file', '/k'], /key-file/],
      [['gateway', 'template.yaml', ...secure, '--existing', 'UserPool'], /--existing/],
    ] as const) {
      const { run, errors, exit, actions } = setUp()
      await run(...argv)
      assert.deepEqual([exit.code, actions], [2, []])
      assert.match(errors.join(''), problem)
    }
  })
})

describe('migrate', () => {
  test('brings the database up to date', async () => {
    const { run, actions, out, exit } = setUp()
    await run('migrate', '--key-file', '/k', '--data-dir', '/data')
    assert.deepEqual([actions, out, exit.code], [['migrate /data /k'], ['The database is up to date.\n'], 0])
  })

  test('needs the key file, and says why it failed', async () => {
    const without = setUp()
    await without.run('migrate')
    assert.deepEqual([without.actions, without.exit.code], [[], 2])
    assert.match(without.errors.join(''), /--key-file is missing/)
    const failing = setUp({ failure: new Error('no such database') })
    await failing.run('migrate', '--key-file', '/k')
    assert.deepEqual([failing.errors, failing.exit.code], [['sallyport: no such database\n'], 1])
  })
})

describe('access-key', () => {
  test('prints a new key once, for an administrator unless told otherwise', async () => {
    const { run, actions, out } = setUp()
    await run('access-key', 'ops', '--key-file', '/k')
    await run('access-key', 'audit', '--role', 'read-only', '--key-file', '/k')
    assert.deepEqual(actions, ['key for ops, admin', 'key for audit, read-only'])
    assert.deepEqual(JSON.parse(out[0] ?? ''), { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'shown-once' })
  })

  test('knows no other role', async () => {
    const { run, actions, exit } = setUp()
    await run('access-key', 'ops', '--role', 'root', '--key-file', '/k')
    assert.deepEqual([actions, exit.code], [[], 2])
  })
})

describe('messages', () => {
  test('lists those that were given up, a line each', async () => {
    const { run, actions, out } = setUp()
    await run('messages', 'list', '--key-file', '/k')
    assert.deepEqual([actions, out], [['list with /k'], [`${JSON.stringify(deadMessage)}\n`]])
  })

  for (const decision of ['retry', 'discard']) {
    test(`${decision} takes ids, or all`, async () => {
      const { run, actions, out, exit } = setUp()
      await run('messages', decision, 'a', 'b', '--key-file', '/k')
      await run('messages', decision, '--all', '--key-file', '/k')
      assert.deepEqual(actions, [`${decision} a,b`, `${decision} all`])
      assert.deepEqual([out, exit.code], [[`2 messages: ${decision}\n`, `7 messages: ${decision}\n`], 0])
    })

    test(`${decision} takes not both, and not neither`, async () => {
      for (const given of [[], ['a', '--all']]) {
        const { run, actions, exit } = setUp()
        await run('messages', decision, ...given, '--key-file', '/k')
        assert.deepEqual([actions, exit.code], [[], 2])
      }
    })

    test(`${decision} fails where an id is of no such message`, async () => {
      const { run, errors, exit } = setUp()
      await run('messages', decision, 'a', 'gone', '--key-file', '/k')
      assert.deepEqual([errors, exit.code], [['sallyport: The other ids are of no message that was given up.\n'], 1])
    })
  }

  test('needs the key', async () => {
    const { run, actions, exit } = setUp()
    await run('messages', 'list')
    assert.deepEqual([actions, exit.code], [[], 2])
  })
})

describe('trust', () => {
  async function newFolder(t: TestContext): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'sallyport-trust-'))
    t.after(() => rm(folder, { recursive: true, force: true }))
    return folder
  }

  for (const works of [true, false]) {
    test(`says which stores took the CA, and ${works ? 'succeeds' : 'fails when none did'}`, async (t) => {
      const folder = await newFolder(t)
      const { terminal, out, exit } = setUp()
      const machine = {
        platform: 'linux',
        home: '/home/nobody',
        isRoot: true,
        run: async () => works,
        copyFile: async () => {},
        find: async (pattern: string) => (pattern.startsWith('/usr/local/share') ? [pattern] : []),
      } as const
      await trustCommand(terminal, machine).parseAsync(['--data-dir', folder], { from: 'user' })
      assert.match(out.join(''), works ? /^installed: system/ : /^failed: system .*did not succeed/)
      assert.match(await readFile(join(folder, 'ca/ca.pem'), 'utf8'), /BEGIN CERTIFICATE/)
      assert.equal(exit.code, works ? 0 : 1)
    })
  }

  test('under sudo makes no CA that the next start could not read', async (t) => {
    const folder = await newFolder(t)
    const { run, errors, exit } = setUp({ environment: { SUDO_USER: 'ada' } })
    await run('trust', '--data-dir', folder)
    assert.match(errors.join(''), /start Sallyport once/)
    assert.equal(exit.code, 2)
    await assert.rejects(readFile(join(folder, 'ca/ca.pem')), { code: 'ENOENT' })
  })
})

describe('program', () => {
  test('--version prints the version', async () => {
    const { run, out, exit } = setUp()
    await run('--version')
    assert.deepEqual([out, exit.code], [['1.2.3\n'], 0])
  })

  test('help names every command and, per command, every flag with its variable', async () => {
    const { run, out } = setUp()
    await run('--help')
    for (const name of ['start', 'serve', 'trust']) assert.match(out.join(''), new RegExp(`\\n  ${name} `))
    const start = setUp()
    await start.run('start', '--help')
    assert.match(start.out.join(''), /--http-port <port>[^]*SALLYPORT_HTTP_PORT/)
  })
})
