import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'Vahvistuskoodisi', body: 'Vahvistuskoodisi on {####}' },
  verification: { subject: 'Vahvistuskoodisi', body: 'Vahvistuskoodisi on {####}' },
  authentication: { subject: 'Kirjautumiskoodisi', body: 'Kirjautumiskoodisi on {####}.' },
  linkConfirmation: {
    subject: 'Vahvistuslinkkisi',
    body: 'Vahvista sähköpostiosoitteesi napsauttamalla alla olevaa linkkiä. {##Vahvista sähköpostiosoite##}',
  },
  invitation: {
    subject: 'Väliaikainen salasanasi',
    body: 'Käyttäjätunnuksesi on {username} ja väliaikainen salasanasi {####}.',
  },
  welcome: {
    subject: 'Tilisi',
    body: 'Tilisi on muuttanut. Käyttäjätunnuksesi on {username}, ja salasanasi on sama kuin ennen.',
  },
  existingAccount: {
    subject: 'Sinulla on jo tili',
    body: 'Joku halusi luoda tilin tällä osoitteella, jolla on jo tili. Jos se olit sinä, kirjaudu sisään tai vaihda salasanasi, jos olet unohtanut sen. Jos se et ollut sinä, sinun ei tarvitse tehdä mitään.',
  },
  risk: {
    subject: 'Uusi kirjautumisyritys',
    blocked: 'Estimme yrityksen kirjautua tilillesi.',
    asked: 'Pyysimme toista tunnistustapaa, kun tilillesi kirjauduttiin.',
    passed: 'Joku kirjautui tilillesi epätavallisella tavalla.',
    time: 'Aika: {login-time}',
    device: 'Laite: {device-name}',
    address: 'IP-osoite: {ip-address}',
    valid: 'Jos se olit sinä: {one-click-link-valid}',
    invalid: 'Jos se et ollut sinä: {one-click-link-invalid}',
    itWasMe: 'Se olin minä',
    itWasNotMe: 'Se en ollut minä',
  },
} satisfies Words['letters']
