import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'Twój kod weryfikacyjny', body: 'Twój kod potwierdzenia to {####}' },
  verification: { subject: 'Twój kod weryfikacyjny', body: 'Twój kod weryfikacyjny to {####}' },
  authentication: { subject: 'Twój kod logowania', body: 'Twój kod logowania to {####}.' },
  linkConfirmation: {
    subject: 'Twój link weryfikacyjny',
    body: 'Kliknij poniższy link, aby potwierdzić adres e-mail. {##Potwierdź adres e-mail##}',
  },
  invitation: {
    subject: 'Twoje hasło tymczasowe',
    body: 'Twoja nazwa użytkownika to {username}, a hasło tymczasowe to {####}.',
  },
  welcome: {
    subject: 'Twoje konto',
    body: 'Twoje konto zostało przeniesione. Twoja nazwa użytkownika to {username}, a hasło się nie zmieniło.',
  },
  existingAccount: {
    subject: 'Masz już konto',
    body: 'Ktoś chciał utworzyć konto z tym adresem, ale takie konto już istnieje. Jeśli to Ty, zaloguj się albo zresetuj hasło, jeśli go nie pamiętasz. Jeśli to nie Ty, nie musisz nic robić.',
  },
  risk: {
    subject: 'Nowa próba logowania',
    blocked: 'Zatrzymaliśmy próbę logowania na Twoje konto.',
    asked: 'Przy logowaniu na Twoje konto poprosiliśmy o drugi składnik.',
    passed: 'Ktoś zalogował się na Twoje konto w nietypowy sposób.',
    time: 'Czas: {login-time}',
    device: 'Urządzenie: {device-name}',
    address: 'Adres IP: {ip-address}',
    valid: 'Jeśli to Ty: {one-click-link-valid}',
    invalid: 'Jeśli to nie Ty: {one-click-link-invalid}',
    itWasMe: 'To ja',
    itWasNotMe: 'To nie ja',
  },
} satisfies Words['letters']
