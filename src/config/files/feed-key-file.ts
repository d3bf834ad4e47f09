import * as v from 'valibot'
import { parseSecretFile } from './parse-secret-file.ts'

const form = v.strictObject({
  accessKeyId: v.pipe(v.string(), v.regex(/^[A-Z0-9]{16,128}$/)),
  secretAccessKey: v.pipe(v.string(), v.regex(/^[!-~]{16,256}$/)),
})

/** Reads the file of the key to the feed of revocations, as `sallyport access-key` prints it. */
export function parseFeedKey(text: string): v.InferOutput<typeof form> {
  return parseSecretFile(form, text, 'the key to the feed of revocations')
}
