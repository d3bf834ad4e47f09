interface RequestTimeProblem {
  readonly exception: 'IncompleteSignatureException' | 'InvalidSignatureException'
  readonly message: string
}

const toleranceMinutes = 5
const form = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/

/**
 * Checks X-Amz-Date against the clock and against the credential scope; SDKs read these texts to reset theirs.
 * `lifeSeconds` is how long what was signed is good for.
 */
export function findRequestTimeProblem(
  timestamp: string,
  scopeDate: string,
  now: Date,
  lifeSeconds = toleranceMinutes * 60,
): RequestTimeProblem | undefined {
  const signedAt = parseTimestamp(timestamp)
  if (!signedAt) {
    return { exception: 'IncompleteSignatureException', message: "Date must be in ISO-8601 'basic format'." }
  }
  const date = timestamp.slice(0, 8)
  if (date !== scopeDate) {
    const spelled = `'${scopeDate}' != '${date}', from '${timestamp}'.`
    return invalid(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ${spelled}`,
    )
  }
  const earliest = new Date(now.getTime() - lifeSeconds * 1000)
  const latest = new Date(now.getTime() + toleranceMinutes * 60_000)
  if (signedAt < earliest) {
    const life = lifeSeconds % 60 === 0 ? `${lifeSeconds / 60} min.` : `${lifeSeconds} s.`
    const bound = `${format(earliest)} (${format(now)} - ${life})`
    return invalid(`Signature expired: ${timestamp} is now earlier than ${bound}`)
  }
  if (signedAt > latest) {
    const bound = `${format(latest)} (${format(now)} + ${toleranceMinutes} min.)`
    return invalid(`Signature not yet current: ${timestamp} is still later than ${bound}`)
  }
  return undefined
}

function invalid(message: string): RequestTimeProblem {
  return { exception: 'InvalidSignatureException', message }
}

/** Undefined for a day or an hour that does not exist. */
function parseTimestamp(timestamp: string): Date | undefined {
  const date = new Date(timestamp.replace(form, '$1-$2-$3T$4:$5:$6Z'))
  return form.test(timestamp) && format(date) === timestamp ? date : undefined
}

function format(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().replace(/[-:]|\.\d+/g, '')
}
