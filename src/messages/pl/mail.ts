import type { Words } from '../words.ts'

export const mail = {
  notices: {
    password: {
      subject: 'Hasło zostało zmienione',
      body: 'Hasło do Twojego konta zostało zmienione.',
      advice: 'Jeśli to nie Ty, natychmiast je zresetuj.',
    },
    email: {
      subject: 'Adres e-mail został zmieniony',
      body: 'Adres e-mail Twojego konta został zmieniony.',
      advice: 'Jeśli to nie Ty, natychmiast zmień hasło.',
    },
    phone_number: {
      subject: 'Numer telefonu został zmieniony',
      body: 'Numer telefonu Twojego konta został zmieniony.',
      advice: 'Jeśli to nie Ty, natychmiast zmień hasło.',
    },
    'passkey-added': {
      subject: 'Dodano klucz dostępu',
      body: 'Do Twojego konta dodano klucz dostępu.',
      advice: 'Jeśli to nie Ty, usuń go i natychmiast zmień hasło.',
    },
    'passkey-removed': {
      subject: 'Usunięto klucz dostępu',
      body: 'Z Twojego konta usunięto klucz dostępu.',
      advice: 'Jeśli to nie Ty, natychmiast zmień hasło.',
    },
    'second-factor': {
      subject: 'Drugi krok został zmieniony',
      body: 'Zmieniło się to, o co prosimy po haśle.',
      advice: 'Jeśli to nie Ty, natychmiast zmień hasło.',
    },
    'recovery-codes': {
      subject: 'Utworzono nowe kody odzyskiwania',
      body: 'Dla Twojego konta utworzono nowe kody odzyskiwania. Starsze już nie działają.',
      advice: 'Jeśli to nie Ty, natychmiast zmień hasło.',
    },
    'recovery-code-used': {
      subject: 'Użyto kodu odzyskiwania',
      body: 'Ktoś zalogował się na Twoje konto kodem odzyskiwania.',
      advice: 'Jeśli to nie Ty, natychmiast zmień hasło.',
    },
    'new-device': {
      subject: 'Nowe logowanie na Twoje konto',
      body: 'Ktoś zalogował się na Twoje konto na urządzeniu lub w przeglądarce, których tam wcześniej nie widzieliśmy.',
      advice: 'Jeśli to nie Ty, natychmiast zmień hasło.',
    },
  },
  notMe: 'Jeśli to nie Ty, zabezpiecz tu swoje konto (ważne 3 dni)',
  notMeUndo: 'Jeśli to nie Ty, cofnij to i zabezpiecz tu swoje konto (ważne 3 dni)',
  deleted: 'Twoje konto i wszystko, co zawierało, zostało usunięte.',
} satisfies Words['mail']
