import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { FunctionResult } from '../../src/ports/functions.ts'
import { failure, startFunction, success, type FunctionCode } from './function-under-test.ts'
import { python, withoutPython } from './python.ts'

/** A row of a table. */
interface Case extends Omit<FunctionCode, 'files'> {
  readonly name: string
  readonly files?: FunctionCode['files']
  readonly app?: string
}

const start = ({ definition = {}, ...code }: FunctionCode) =>
  startFunction({ ...code, definition: { ...python, ...definition } })

async function answer(code: FunctionCode, payload?: unknown): Promise<FunctionResult> {
  using tested = start(code)
  return await tested.call(payload)
}

/** Everything but where it was raised. */
async function wordsOf(code: FunctionCode): Promise<FunctionResult> {
  const result = await answer(code)
  if (result.kind !== 'function-error') return result
  return failure(result.errorType, result.errorMessage)
}

describe('functions of Python', { skip: withoutPython }, () => {
  const answers: readonly (Case & { readonly expected: unknown })[] = [
    {
      name: 'a handler',
      files: { 'app.py': 'def handler(event, context):\n    return {"got": event}' },
      expected: { got: { a: 1 } },
    },
    {
      name: 'a handler in a folder, by a slash',
      files: { 'app/handlers.py': 'def get(event, context):\n    return [event["a"]]' },
      definition: { handler: 'app/handlers.get' },
      expected: [1],
    },
    {
      name: 'a handler in a package, by a dot',
      files: {
        'app/__init__.py': '',
        'app/handlers.py': 'from . import words\nget = words.get',
        'app/words.py': 'def get(event, context):\n    return "word"',
      },
      definition: { handler: 'app.handlers.get' },
      expected: 'word',
    },
    {
      name: 'inline code',
      definition: {
        handler: 'index.handler',
        code: { kind: 'inline', source: 'def handler(event, context):\n    return "inline"' },
      },
      expected: 'inline',
    },
    {
      name: 'a handler that returns nothing',
      files: { 'app.py': 'def handler(event, context):\n    pass' },
      expected: null,
    },
    {
      name: 'an object with a method',
      files: {
        'app.py': 'class App:\n    def __call__(self, event, context):\n        return "called"\nhandler = App()',
      },
      expected: 'called',
    },
    {
      name: 'what Lambda’s encoder knows',
      files: {
        'app.py':
          'from decimal import Decimal\ndef handler(event, context):\n    return {"price": Decimal("1.50"), "count": Decimal(3), "raw": b"bytes", "tuple": (1, True, None)}',
      },
      expected: { price: 1.5, count: 3, raw: 'bytes', tuple: [1, true, null] },
    },
    {
      name: 'bytes that are JSON',
      files: { 'app.py': 'def handler(event, context):\n    return b\'{"a": [1]}\'' },
      expected: { a: [1] },
    },
    {
      name: 'modules that are called like ours',
      files: {
        'app.py':
          'import main, channel, context, log\ndef handler(event, _):\n    return [main.a, channel.a, context.a, log.a]',
        'main.py': 'a = 1',
        'channel.py': 'a = 2',
        'context.py': 'a = 3',
        'log.py': 'a = 4',
      },
      expected: [1, 2, 3, 4],
    },
  ]
  for (const { name, files = {}, definition = {}, expected } of answers) {
    test(`run: ${name}`, async () => {
      assert.deepEqual(await answer({ files, definition }, { a: 1 }), success(expected))
    })
  }

  const failures: readonly (Case & { readonly expected: FunctionResult })[] = [
    {
      name: 'an exception',
      app: 'class Wrong(Exception):\n    pass\ndef handler(event, context):\n    raise Wrong("no")',
      expected: failure('Wrong', 'no'),
    },
    {
      name: 'a missing module',
      definition: { handler: 'gone.handler' },
      expected: failure('Runtime.ImportModuleError', "Unable to import module 'gone': No module named 'gone'"),
    },
    {
      name: 'a missing package',
      app: 'import not_installed_anywhere',
      expected: failure(
        'Runtime.ImportModuleError',
        "Unable to import module 'app': No module named 'not_installed_anywhere'",
      ),
    },
    {
      name: 'a missing function',
      files: { 'app/handlers.py': 'other = 1' },
      definition: { handler: 'app/handlers.get' },
      expected: failure('Runtime.HandlerNotFound', "Handler 'get' missing on module 'app/handlers'"),
    },
    {
      name: 'a handler that is no function',
      app: 'handler = 1',
      expected: failure('TypeError', "'int' object is not callable"),
    },
    {
      name: 'a handler without a dot',
      definition: { handler: 'app' },
      expected: failure(
        'Runtime.MalformedHandlerName',
        "Bad handler 'app': not enough values to unpack (expected 2, got 1)",
      ),
    },
    {
      name: 'a module of Python itself',
      definition: { handler: 'sys.exit' },
      expected: failure('Runtime.BuiltInModuleConflict', 'Cannot use built-in module sys as a handler module'),
    },
    {
      name: 'an error outside the handler',
      app: 'raise RuntimeError("early")',
      expected: failure('RuntimeError', 'early'),
    },
    {
      name: 'an answer that is not JSON',
      app: 'def handler(event, context):\n    return {1, 2}',
      expected: failure(
        'Runtime.MarshalError',
        'Unable to marshal response: Object of type set is not JSON serializable',
      ),
    },
    {
      name: 'a coroutine',
      app: 'async def handler(event, context):\n    return 1',
      expected: failure(
        'Runtime.MarshalError',
        'Unable to marshal response: Object of type coroutine is not JSON serializable',
      ),
    },
    {
      name: 'a number that JSON does not have',
      app: 'def handler(event, context):\n    return float("nan")',
      expected: failure('Runtime.MalformedResponse', 'The answer is not JSON.'),
    },
    {
      name: 'an exit with a status',
      app: 'import sys\ndef handler(event, context):\n    sys.exit(3)',
      expected: failure('Runtime.ExitError', 'RequestId: request-1 Error: Runtime exited with error: exit status 3'),
    },
    {
      name: 'an exit',
      app: 'import sys\ndef handler(event, context):\n    sys.exit()',
      expected: failure('Runtime.ExitError', 'RequestId: request-1 Error: Runtime exited without providing a reason'),
    },
    {
      name: 'an exit outside the handler',
      app: 'raise SystemExit(4)',
      expected: failure('Runtime.ExitError', 'RequestId: request-1 Error: Runtime exited with error: exit status 4'),
    },
    {
      name: 'a killed process',
      app: 'import os, signal\ndef handler(event, context):\n    os.kill(os.getpid(), signal.SIGSEGV)',
      expected: failure('Runtime.ExitError', 'RequestId: request-1 Error: Runtime exited with error: signal: SIGSEGV'),
    },
    {
      name: 'an endless loop',
      app: 'def handler(event, context):\n    while True:\n        pass',
      definition: { timeoutSeconds: 0.3 },
      expected: failure('Sandbox.Timedout', 'RequestId: request-1 Error: Task timed out after 0.30 seconds'),
    },
    {
      name: 'an endless recursion in the answer',
      app: 'ring = []\nring.append(ring)\ndef handler(event, context):\n    return ring',
      expected: failure('Runtime.MarshalError', 'Unable to marshal response: Circular reference detected'),
    },
    {
      name: 'an answer that is too large',
      app: 'def handler(event, context):\n    return "x" * 6291456',
      expected: failure(
        'Function.ResponseSizeTooLarge',
        'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      ),
    },
  ]
  for (const { name, app, files = {}, definition = {}, expected } of failures) {
    test(`answer with Lambda's words: ${name}`, async () => {
      assert.deepEqual(
        await wordsOf({ files: { ...(app !== undefined && { 'app.py': app }), ...files }, definition }),
        expected,
      )
    })
  }

  test('say where a syntax error is', async () => {
    const result = await answer({ files: { 'app.py': 'def handler(:' } })
    assert.ok(result.kind === 'function-error')
    assert.equal(result.errorType, 'Runtime.UserCodeSyntaxError')
    assert.match(result.errorMessage, /^Syntax error in module 'app': .+ \(app\.py, line 1\)$/)
  })

  test('say where they raised, and nothing of what called them', async () => {
    using tested = start({
      files: { 'app.py': 'def handler(event, context):\n    return inner()\ndef inner():\n    raise KeyError("k")' },
    })
    const result = await tested.call()
    assert.ok(result.kind === 'function-error')
    const at = (line: number, name: string) => `  File "${tested.root}/app.py", line ${line}, in ${name}\n`
    assert.deepEqual(
      result.stackTrace?.map((frame) => frame.split('\n', 1)[0] + '\n'),
      [at(2, 'handler'), at(4, 'inner')],
    )
  })

  test('go on after a crash and a time-out, in a new process', async () => {
    const app = `import os
count = 0
def handler(event, context):
    global count
    if event.get('how') == 'crash':
        os._exit(1)
    while event.get('how') == 'hang':
        pass
    count += 1
    return count`
    using tested = start({ files: { 'app.py': app }, definition: { timeoutSeconds: 3 } })
    const results: unknown[] = []
    for (const how of ['', '', 'crash', '', 'hang', '']) {
      const result = await tested.call({ how })
      results.push(result.kind === 'success' ? result.payload : result.kind)
    }
    assert.deepEqual(results, [1, 2, 'function-error', 1, 'function-error', 1])
  })

  test('go on after an exception, in the same process', async () => {
    const app = 'runs = []\ndef handler(event, context):\n    runs.append(1)\n    return len(runs) / event["by"]'
    using tested = start({ files: { 'app.py': app } })
    assert.equal((await tested.call({ by: 0 })).kind, 'function-error')
    assert.deepEqual(await tested.call({ by: 1 }), success(2))
  })

  for (const { runtime, expected } of [
    { runtime: 'python3.13', expected: 'success' },
    { runtime: 'python3.11', expected: 'function-error' },
  ]) {
    test(`measure an answer as ${runtime} writes it`, async () => {
      using tested = start({
        files: { 'app.py': 'def handler(event, context):\n    return event' },
        definition: { runtime },
      })
      const payload = { text: 'ä'.repeat(2_600_000) }
      const result = await tested.call(payload)
      assert.equal(result.kind, expected)
      if (result.kind === 'success') assert.deepEqual(result.payload, payload)
    })
  }

  test('get Lambda’s environment and context, and nothing of our own', async () => {
    process.env.SALLYPORT_TEST_SECRET = 'secret'
    const app = `import os
def handler(event, context):
    known = {name: value for name, value in vars(context).items() if isinstance(value, str)}
    left = context.get_remaining_time_in_millis()
    # A Python without a locale of that name sets this one.
    env = {name: value for name, value in os.environ.items() if name != 'LC_CTYPE'}
    return [env, known, 0 < left <= 60000, os.getcwd(), context.client_context, context.identity.cognito_identity_id]`
    using tested = start({
      files: { 'app.py': app },
      definition: { environment: { TABLE: 't', AWS_REGION: 'mine' } },
      options: { environment: { NOTES_DIR: '/n' } },
    })
    const result = await tested.call()
    delete process.env.SALLYPORT_TEST_SECRET
    const { root, definition } = tested
    const environment = {
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_python3.13',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_FUNCTION_NAME: 'tested',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/tested',
      AWS_LAMBDA_LOG_STREAM_NAME: 'local/[$LATEST]tested',
      AWS_REGION: 'us-east-1',
      LAMBDA_TASK_ROOT: root,
      LANG: 'en_US.UTF-8',
      NOTES_DIR: '/n',
      PATH: '/usr/local/bin:/usr/bin:/bin',
      TABLE: 't',
      TZ: ':UTC',
      _HANDLER: 'app.handler',
    }
    const context = {
      aws_request_id: 'request-1',
      function_name: 'tested',
      function_version: '$LATEST',
      invoked_function_arn: definition.functionArn,
      log_group_name: '/aws/lambda/tested',
      log_stream_name: 'local/[$LATEST]tested',
      memory_limit_in_mb: '128',
    }
    assert.deepEqual(result, success([environment, context, true, root, null, null]))
  })

  test('may start processes of their own with multiprocessing', async () => {
    using tested = start({
      files: {
        'app.py': `import multiprocessing, work
def handler(event, context):
    spawning = multiprocessing.get_context('spawn')
    ours, theirs = spawning.Pipe()
    process = spawning.Process(target=work.double, args=(theirs, event['number']))
    process.start()
    answer = ours.recv()
    process.join()
    return [answer, process.exitcode]`,
        'work.py': 'import main\ndef double(pipe, number):\n    pipe.send(number * main.factor)',
        'main.py': 'factor = 2',
      },
    })
    assert.deepEqual(await tested.call({ number: 21 }), success([42, 0]))
  })

  test('find the modules of the template’s PYTHONPATH', async () => {
    using tested = start({
      files: {
        'app.py': 'import word\ndef handler(event, context):\n    return word.said',
        'lib/word.py': 'said = "found"',
      },
      definition: { environment: { PYTHONPATH: 'lib', PYTHONSAFEPATH: '1' } },
    })
    assert.deepEqual(await tested.call(), success('found'))
  })

  test('are told the trace of each call, where Lambda tells it', async () => {
    const app = 'import os\ndef handler(event, context):\n    return os.environ.get("_X_AMZN_TRACE_ID")'
    using tested = start({ files: { 'app.py': app } })
    const { functionArn } = tested.definition
    const call = { functionArn, payload: {}, timeoutMilliseconds: 60_000, requestId: 'r' }
    const traceId = 'Root=1-6750e766-aabbccddeeff001122334455'
    assert.deepEqual(
      [await tested.runner.invoke({ ...call, traceId }), await tested.runner.invoke(call)],
      [success(traceId), success(null)],
    )
  })

  test('print at once, and log with the request', async () => {
    const app = `import logging, sys
logging.getLogger().setLevel(logging.INFO)
def handler(event, context):
    print('printed: ä')
    logging.debug('not asked for')
    logging.info('told %s', 'twice')
    context.log('by the context\\n')
    sys.stderr.write('aside\\n')
    raise ValueError('in the end')`
    const { promise: all, resolve } = Promise.withResolvers<void>()
    const lines: string[] = []
    const onOutput = ({ line }: { line: string }) => {
      lines.push(line.replace(/\t[\d-]{10}T[\d:]{8}\.\d{3}Z\t/, '\t<time>\t'))
      if (lines.length === 8) resolve()
    }
    using tested = start({ files: { 'app.py': app }, options: { onOutput } })
    assert.equal((await tested.call()).kind, 'function-error')
    await all
    assert.deepEqual(
      lines.toSorted(),
      [
        'printed: ä',
        '[INFO]\t<time>\trequest-1\ttold twice',
        'by the context',
        'aside',
        '[ERROR] ValueError: in the end',
        'Traceback (most recent call last):',
        `  File "${tested.root}/app.py", line 9, in handler`,
        "    raise ValueError('in the end')",
      ].toSorted(),
    )
  })

  test('are loaded again when a file changed, also one that is imported', async () => {
    using tested = start({
      files: { 'app.py': 'import word\ndef handler(event, context):\n    return word.said', 'word.py': 'said = "old"' },
    })
    assert.deepEqual([await tested.call(), await tested.call()], [success('old'), success('old')])
    tested.change('word.py', 'said = "new"')
    assert.deepEqual(await tested.call(), success('new'))
  })

  test('are loaded again when a file changed that a call imported', async () => {
    const app = 'def handler(event, context):\n    from late import said\n    return said'
    using tested = start({ files: { 'app.py': app, 'late.py': 'said = "old"' } })
    assert.deepEqual(await tested.call(), success('old'))
    tested.change('late.py', 'said = "new"')
    assert.deepEqual(await tested.call(), success('new'))
  })

  test('keep their process between calls, and leave nothing beside the code', async () => {
    const app =
      'import os, word\ncount = 0\ndef handler(event, context):\n    global count\n    count += 1\n    return [count, sorted(os.listdir("."))]'
    using tested = start({ files: { 'app.py': app, 'word.py': '' } })
    assert.deepEqual(
      [await tested.call(), await tested.call()],
      [success([1, ['app.py', 'word.py']]), success([2, ['app.py', 'word.py']])],
    )
  })

  test('that take all memory end by themselves', { skip: process.platform !== 'linux' && 'Linux only' }, async () => {
    const app = 'def handler(event, context):\n    return len(bytearray(8 << 30))'
    assert.deepEqual(await wordsOf({ files: { 'app.py': app } }), failure('MemoryError', ''))
  })

  test('answer a call that wants a stream in one piece: there are no streams of Python on Lambda', async () => {
    using tested = start({ files: { 'app.py': 'def handler(event, context):\n    return {"statusCode": 200}' } })
    const pieces: string[] = []
    const end = await tested.runner.stream({
      functionArn: tested.definition.functionArn,
      payload: {},
      timeoutMilliseconds: 60_000,
      requestId: 'r',
      write: async (piece) => void pieces.push(Buffer.from(piece).toString()),
      signal: new AbortController().signal,
    })
    assert.deepEqual([end, pieces], [{ kind: 'complete' }, ['{"statusCode": 200}']])
  })
})
