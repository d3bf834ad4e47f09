/** What a VPC link, a load balancer or a service of Cloud Map stands for here. */
export interface VpcLinkPlace {
  /** Its id, its ARN, in which `*` stands for anything, or its logical id in the template. */
  readonly name: string
  /** Taken in turn. */
  readonly origins: readonly string[]
}

const NAME = /^(?:arn:[\w+=/,.@:*-]+|[\w-]+)$/

/**
 * Reads `NotesLink=http://10.0.0.5:8080,http://10.0.0.6:8080 arn:aws:elasticloadbalancing:*=https://inner.example`: pairs
 * with spaces between, in each a name and origins with commas between. Undefined where one makes no sense.
 */
export function parseVpcLinks(text: string): readonly VpcLinkPlace[] | undefined {
  const places = text.trim().split(/\s+/).map(parsePlace)
  return places.every((place) => place !== undefined) ? places : undefined
}

function parsePlace(text: string): VpcLinkPlace | undefined {
  const equals = text.lastIndexOf('=')
  const name = text.slice(0, equals)
  const origins = text
    .slice(equals + 1)
    .split(',')
    .map(originOf)
  if (!NAME.test(name) || !origins.every((origin) => origin !== undefined)) return undefined
  return { name, origins }
}

/** A URL without anything behind its host and port. */
function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const { protocol, origin, href } = new URL(text)
  const isPlain = (protocol === 'http:' || protocol === 'https:') && href === `${origin}/`
  return isPlain ? origin : undefined
}
