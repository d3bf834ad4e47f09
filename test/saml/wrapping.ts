import { encoded, samlResponse, type ResponseContent } from '../../src/testing/saml-idp.ts'

export interface Attack {
  readonly name: string
  readonly response: string
}

type Pieces = {
  readonly head: string
  readonly middle: string
  readonly assertion: string
  readonly tail: string
}

/**
 * Signature wrapping (Somorovsky et al., "On Breaking SAML", USENIX Security 2012; the numbers are SAML Raider's): the
 * genuine, signed element is moved to where only the verification finds it, and a forged one stands where it was.
 */
export async function wrappings(content: ResponseContent): Promise<readonly Attack[]> {
  const attacks: Attack[] = []
  for (const signs of ['assertion', 'response', 'both'] as const) {
    const genuine = await samlResponse({ ...content, signs })
    for (const [name, xml] of [...wrapAssertion(genuine), ...wrapResponse(genuine)]) {
      if (xml !== genuine) attacks.push({ name: `${name}, ${signs} signed`, response: encoded(xml) })
    }
  }
  return attacks
}

function* wrapAssertion(genuine: string): Generator<readonly [string, string]> {
  const { head, middle, assertion, tail } = split(genuine)
  const bare = withoutSignature(assertion)
  for (const id of ['_assertion', '_evil', '']) {
    const forged = forgedFrom(bare, id)
    const forgedSigned = forgedFrom(assertion, id)
    const named = (number: string) => `XSW${number} with the id "${id}"`
    yield [named('3'), head + middle + forged + assertion + tail]
    yield [named('3 behind'), head + middle + assertion + forged + tail]
    yield [named('4'), head + middle + inside(forged, assertion) + tail]
    yield [named('4 in an advice'), head + middle + inside(forged, `<saml:Advice>${assertion}</saml:Advice>`) + tail]
    yield [named('5'), head + middle + forgedSigned + bare + tail]
    yield [named('6'), head + middle + inSignature(forgedSigned, bare) + tail]
    yield [named('7'), head + extensions(forged) + middle + assertion + tail]
    yield [named('7 with the genuine one'), head + extensions(assertion) + middle + forged + tail]
    yield [named('8'), head + middle + inSignature(forgedSigned, `<ds:Object>${bare}</ds:Object>`) + tail]
    yield [
      named('8 with the whole'),
      head + middle + inSignature(forgedSigned, `<ds:Object>${assertion}</ds:Object>`) + tail,
    ]
    yield [named('9'), head + middle + inSignature(forgedSigned, `<ds:KeyInfo>${bare}</ds:KeyInfo>`) + tail]
    yield [
      named('10 in the status'),
      head +
        middle.replace('</samlp:Status>', `<samlp:StatusDetail>${assertion}</samlp:StatusDetail></samlp:Status>`) +
        forged +
        tail,
    ]
    yield [named('11 in an attribute'), head + middle + inAttribute(forged, assertion) + tail]
    yield [named('12 in another namespace'), head + middle + inOtherNamespace(assertion) + forged + tail]
    yield [named('13 behind the root'), head + middle + forged + tail + assertion]
    yield [
      named('14 in a response of its own'),
      head + middle + forged + `<samlp:Response ID="_x">${assertion}</samlp:Response>` + tail,
    ]
    yield [named('15 moved signature'), head + signatureOf(assertion) + middle + forged + tail]
    yield [
      named('16 as if encrypted'),
      head + middle + `<saml:EncryptedAssertion>${assertion}</saml:EncryptedAssertion>` + forged + tail,
    ]
    yield [
      named('17 in the subject'),
      head + middle + forged.replace('</saml:Subject>', `${assertion}</saml:Subject>`) + tail,
    ]
    yield [named('18 with both ids'), head + middle + forged.replace('ID=', 'Id="_assertion" ID=') + assertion + tail]
  }
}

function* wrapResponse(genuine: string): Generator<readonly [string, string]> {
  const forged = forgedFrom(genuine, '_assertion')
  const bare = withoutSignature(genuine)
  for (const id of ['_response', '_evil', '']) {
    const root = forged.replace('ID="_response"', id === '' ? '' : `ID="${id}"`)
    const named = (number: string) => `XSW${number} with the root's id "${id}"`
    yield [named('1'), inSignature(root, bare)]
    yield [named('1 in an object'), inSignature(root, `<ds:Object>${bare}</ds:Object>`)]
    yield [named('2'), root.replace('<ds:Signature', `${bare}<ds:Signature`)]
    yield [named('2 in extensions'), root.replace('<samlp:Status>', `${extensions(genuine)}<samlp:Status>`)]
    yield [named('19 at the end'), root.replace('</samlp:Response>', `${genuine}</samlp:Response>`)]
    yield [named('20 behind the root'), root + genuine]
    yield [named('21 before the root'), genuine + root]
    yield [
      named('22 unsigned around'),
      root.replace(/<ds:Signature.*?<\/ds:Signature>/, '').replace('<samlp:Status>', `${genuine}<samlp:Status>`),
    ]
    yield [named('23 edited in place'), root]
  }
}

function split(xml: string): Pieces {
  const status = xml.indexOf('<samlp:Status>')
  const start = xml.indexOf('<saml:Assertion')
  const end = xml.indexOf('</saml:Assertion>') + '</saml:Assertion>'.length
  return {
    head: xml.slice(0, status),
    middle: xml.slice(status, start),
    assertion: xml.slice(start, end),
    tail: xml.slice(end),
  }
}

/** The same about somebody else. */
function forgedFrom(xml: string, id: string): string {
  return xml.replace('>ada<', '>mallory<').replace('ID="_assertion"', id === '' ? '' : `ID="${id}"`)
}

function withoutSignature(xml: string): string {
  return xml.replace(/<ds:Signature.*?<\/ds:Signature>/, '')
}

function signatureOf(xml: string): string {
  return /<ds:Signature.*?<\/ds:Signature>/.exec(xml)?.[0] ?? ''
}

function inside(outer: string, inner: string): string {
  return outer.replace('</saml:Assertion>', `${inner}</saml:Assertion>`)
}

function inSignature(xml: string, inner: string): string {
  return xml.replace('</ds:Signature>', `${inner}</ds:Signature>`)
}

function extensions(inner: string): string {
  return `<samlp:Extensions>${inner}</samlp:Extensions>`
}

function inAttribute(outer: string, inner: string): string {
  const value = `<saml:AttributeStatement><saml:Attribute Name="x"><saml:AttributeValue>${inner}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>`
  return inside(outer, value)
}

function inOtherNamespace(inner: string): string {
  return `<x:Bag xmlns:x="urn:x">${inner}</x:Bag>`
}
