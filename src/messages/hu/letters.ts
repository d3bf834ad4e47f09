import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'Az Ön megerősítő kódja', body: 'Az Ön megerősítő kódja: {####}' },
  verification: { subject: 'Az Ön ellenőrző kódja', body: 'Az Ön ellenőrző kódja: {####}' },
  authentication: { subject: 'Az Ön bejelentkezési kódja', body: 'Az Ön bejelentkezési kódja: {####}.' },
  linkConfirmation: {
    subject: 'Az Ön ellenőrző linkje',
    body: 'Kattintson az alábbi linkre az e-mail-címe megerősítéséhez. {##E-mail-cím megerősítése##}',
  },
  invitation: {
    subject: 'Az Ön ideiglenes jelszava',
    body: 'Az Ön felhasználóneve {username}, ideiglenes jelszava pedig {####}.',
  },
  welcome: {
    subject: 'Az Ön fiókja',
    body: 'A fiókját áthelyeztük. A felhasználóneve {username}, a jelszava pedig változatlan.',
  },
  existingAccount: {
    subject: 'Már van fiókja',
    body: 'Valaki fiókot kért ehhez a címhez, amelyhez már tartozik egy. Ha Ön volt az, jelentkezzen be, vagy kérjen új jelszót, ha elfelejtette. Ha nem Ön volt, nincs teendője.',
  },
  risk: {
    subject: 'Új bejelentkezési kísérlet',
    blocked: 'Megakadályoztunk egy bejelentkezési kísérletet az Ön fiókjába.',
    asked: 'Második tényezőt kértünk egy bejelentkezéskor az Ön fiókjába.',
    passed: 'Valaki szokatlan módon jelentkezett be az Ön fiókjába.',
    time: 'Időpont: {login-time}',
    device: 'Eszköz: {device-name}',
    address: 'IP-cím: {ip-address}',
    valid: 'Ha Ön volt az: {one-click-link-valid}',
    invalid: 'Ha nem Ön volt: {one-click-link-invalid}',
    itWasMe: 'Én voltam',
    itWasNotMe: 'Nem én voltam',
  },
} satisfies Words['letters']
