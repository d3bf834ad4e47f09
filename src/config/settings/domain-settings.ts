import * as v from 'valibot'
import type { SettingFacts } from './setting-facts.ts'
import { domainCertificates, truststores } from './setting-forms.ts'

/** What stands behind the certificates and truststores that custom domains of APIs name. */
export const domainSettings = {
  domainCertificates: v.pipe(
    v.optional(domainCertificates),
    v.metadata({ value: '<pairs>', defaultText: 'the certificate of the listener' } satisfies SettingFacts),
    v.description(
      'Certificates of custom domains of APIs, by the `CertificateArn` of a domain: `arn:aws:acm:…=api.crt,api.key`, with spaces between. The files are PEM and are read again when they change.',
    ),
  ),
  truststores: v.pipe(
    v.optional(truststores),
    v.metadata({ value: '<pairs>', defaultText: 'none' } satisfies SettingFacts),
    v.description(
      'Truststores of custom domains with mutual TLS, by their `TruststoreUri`: `s3://bucket/key=truststore.pem`, with spaces between. A URI that is a path needs none: it is beside the template.',
    ),
  ),
}
