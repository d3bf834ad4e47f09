import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { failure, startFunction, success } from './function-under-test.ts'

/** A function that writes to the pipe by which its process answers, and then answers as it should. */
const hostile = `import { writeSync } from 'node:fs'
const put = (bytes) => { for (let at = 0; at < bytes.length; ) at += writeSync(3, bytes, at) }
const frame = (text, length = Buffer.byteLength(text)) => {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(length)
  put(Buffer.concat([head, Buffer.from(text)]))
}
export const handler = async ({ frames = [], raw, length }, { awsRequestId }) => {
  for (const each of frames) if (each.than) each.text = 'x'.repeat(each.than)
  for (const each of frames) frame(typeof each === 'string' ? each : JSON.stringify({ requestId: awsRequestId, ...each }), length)
  if (raw !== undefined) put(Buffer.from(raw))
  return 'honest'
}
`
const tooLarge = failure(
  'Function.ResponseSizeTooLarge',
  'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
)

describe('a function that writes to the pipe of its process', () => {
  for (const { name, event, expected } of [
    { name: 'what is no JSON', event: { frames: ['', '{', 'null', '[]', '"result"'] }, expected: success('honest') },
    {
      name: 'messages that there are not',
      event: {
        frames: [
          { kind: 'invoke', payload: '1' },
          { kind: 'result', payload: 1 },
          { kind: 'piece' },
          { kind: 'error' },
          { kind: 'loaded', files: 'all' },
          { kind: 'loaded', files: [1, null, '/nowhere'] },
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
    { name: 'what is no frame', event: { raw: 'garbage\n' }, expected: tooLarge },
    { name: 'a frame that says it is huge', event: { frames: ['{}'], length: 0xffff_ffff }, expected: tooLarge },
    { name: 'a frame that is huge', event: { frames: [{ kind: 'more', than: 13_000_000 }] }, expected: tooLarge },
  ]) {
    test(`is answered, and nothing else is: ${name}`, async () => {
      using tested = startFunction({ files: { 'index.mjs': hostile }, options: { concurrency: 1 } })
      assert.deepEqual(await tested.call(event), expected)
      assert.deepEqual(await tested.call(), success('honest'))
    })
  }
})
