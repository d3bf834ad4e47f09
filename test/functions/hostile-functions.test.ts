import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { failure, startFunction, success } from './function-under-test.ts'
import { python, withoutPython } from './python.ts'

/** Functions that write to the pipe by which their process answers, and then answer as they should. */
const runtimes = [
  {
    language: 'Node.js',
    skip: false,
    definition: {},
    file: 'index.mjs',
    source: `import { writeSync } from 'node:fs'
const put = (bytes) => { for (let at = 0; at < bytes.length; ) at += writeSync(3, bytes, at) }
const frame = (text, length = Buffer.byteLength(text)) => {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(length)
  put(Buffer.concat([head, Buffer.from(text)]))
}
export const handler = async ({ frames = [], raw, length, size = 0 }, { awsRequestId }) => {
  for (const each of frames)
    frame(typeof each === 'string' ? each : JSON.stringify({ requestId: awsRequestId, text: 'x'.repeat(size), ...each }), length)
  if (raw !== undefined) put(Buffer.from(raw))
  return 'honest'
}
`,
  },
  {
    language: 'Python',
    skip: withoutPython,
    definition: python,
    file: 'app.py',
    source: `import json, os
def put(content):
    while content:
        content = content[os.write(3, content):]
def frame(text, length):
    put((length or len(text)).to_bytes(4, 'big') + text.encode())
def handler(event, context):
    for each in event.get('frames', []):
        whole = {'requestId': context.aws_request_id, 'text': 'x' * event.get('size', 0)}
        frame(each if isinstance(each, str) else json.dumps({**whole, **each}), event.get('length'))
    put(event.get('raw', '').encode())
    return 'honest'
`,
  },
]

const tooLarge = failure(
  'Function.ResponseSizeTooLarge',
  'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
)
const noText = { toString: 1, valueOf: 1 }

for (const { language, skip, definition, file, source } of runtimes) {
  describe(`a function of ${language} that writes to the pipe of its process`, { skip }, () => {
    for (const { name, event, expected } of [
      { name: 'what is no JSON', event: { frames: ['', '{', 'null', '[]', '"result"'] }, expected: success('honest') },
      {
        name: 'messages that there are not',
        event: {
          frames: [
            {},
            { kind: noText },
            { kind: 'invoke', payload: '1' },
            { kind: 'result', payload: 1 },
            { kind: 'piece' },
            { kind: 'loaded', files: 'all' },
            { kind: 'loaded', files: [1, null, noText, '/nowhere'] },
            { kind: 'ready' },
          ],
        },
        expected: success('honest'),
      },
      {
        name: 'an answer to another request',
        event: {
          frames: [
            { kind: 'result', requestId: 'request-2', payload: '"forged"' },
            { kind: 'error', requestId: 'request-2', errorType: 'Forged', errorMessage: '' },
            { kind: 'result', requestId: 1, payload: '"forged"' },
          ],
        },
        expected: success('honest'),
      },
      {
        name: 'an answer of its own that is no JSON',
        event: { frames: [{ kind: 'result', payload: '{' }] },
        expected: failure('Runtime.MalformedResponse', 'The answer is not JSON.'),
      },
      {
        name: 'an error without words',
        event: { frames: [{ kind: 'error', errorType: noText, errorMessage: noText, stackTrace: noText }] },
        expected: failure('Error', ''),
      },
      { name: 'what is no frame', event: { raw: 'garbage\n' }, expected: tooLarge },
      {
        name: 'a frame that says it is huge',
        event: { frames: ['{}'], length: 0xffff_ffff },
        expected: tooLarge,
      },
      { name: 'a frame that is huge', event: { frames: [{ kind: 'result' }], size: 13_000_000 }, expected: tooLarge },
    ]) {
      test(`is answered, and nothing else is: ${name}`, async () => {
        using tested = startFunction({ files: { [file]: source }, definition, options: { concurrency: 1 } })
        assert.deepEqual(await tested.call(event), expected)
        assert.deepEqual(await tested.call(), success('honest'))
      })
    }
  })
}
