import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createAddresses, type AddressOptions } from './addresses.ts'

const poolId = 'eu-west-1_AbCdEf123'
const domain = {
  poolId,
  domain: 'notes',
  customDomainConfig: undefined,
  managedLoginVersion: 2,
  createdAt: new Date(0),
} as const
const custom = { ...domain, domain: 'login.example.test', customDomainConfig: { CertificateArn: 'arn:aws:acm:x' } }

function addresses(overrides: Partial<AddressOptions> = {}) {
  return createAddresses({
    publicUrl: () => 'https://id.example.com',
    issuer: 'host',
    endpoints: 'own-host',
    ...overrides,
  })
}

describe('createAddresses', () => {
  test('issuers are below the public URL, whatever the pool’s issuer type', () => {
    assert.equal(addresses().issuer(poolId), `https://id.example.com/${poolId}`)
    assert.equal(addresses().issuer(poolId, 'UPDATED'), `https://id.example.com/${poolId}`)
  })

  test('or as AWS spells both types of them', () => {
    const { issuer } = addresses({ issuer: 'aws' })
    assert.equal(issuer(poolId), `https://cognito-idp.eu-west-1.amazonaws.com/${poolId}`)
    assert.equal(issuer(poolId, 'ORIGINAL'), `https://cognito-idp.eu-west-1.amazonaws.com/${poolId}`)
    assert.equal(issuer(poolId, 'UPDATED'), `https://issuer-cognito-idp.eu-west-1.amazonaws.com/${poolId}`)
  })

  test('domains are hosts beneath the public one, custom domains are themselves; both keep the port', () => {
    assert.equal(addresses().domainOrigin(domain), 'https://notes.auth.eu-west-1.id.example.com')
    assert.equal(addresses().domainOrigin(custom), 'https://login.example.test')
    const local = addresses({ publicUrl: () => 'https://localhost:9443' })
    assert.equal(local.domainOrigin(domain), 'https://notes.auth.eu-west-1.localhost:9443')
    assert.equal(local.domainOrigin(custom), 'https://login.example.test:9443')
  })

  test('programs are sent to the domain, or below the public URL where they may not resolve it', () => {
    assert.equal(addresses().endpointsBase(poolId, domain), 'https://notes.auth.eu-west-1.id.example.com')
    assert.equal(addresses().endpointsBase(poolId, undefined), `https://id.example.com/${poolId}`)
    const below = addresses({ endpoints: 'below-public-url' })
    assert.equal(below.endpointsBase(poolId, domain), `https://id.example.com/${poolId}`)
  })

  test('the public URL may become known later', () => {
    let publicUrl = ''
    const { issuer } = addresses({ publicUrl: () => publicUrl })
    publicUrl = 'https://localhost:1'
    assert.equal(issuer(poolId), `https://localhost:1/${poolId}`)
  })
})
