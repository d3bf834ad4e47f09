import { isFileError } from '../../adapters/system/private-file.ts'
import type { ReadTruststore } from '../../gateway/loading/domains/domain-security.ts'

/** Reads truststores: what a setting says of a bucket, else a file beside the template. */
export function truststoreReader(
  truststores: ReadonlyMap<string, string> | undefined,
  readFile: (location: string) => string,
): ReadTruststore {
  return (uri) => {
    const location = uri.startsWith('s3://') ? truststores?.get(uri) : uri
    if (location === undefined) return `is in a bucket; say which file it is: --truststores '${uri}=truststore.pem'`
    try {
      return { pem: readFile(location) }
    } catch (cause) {
      return isFileError(cause, 'ENOENT') ? `names no file: ${location}` : `cannot be read: ${location}`
    }
  }
}
