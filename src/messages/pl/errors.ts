import { pluralIn } from '../plural.ts'
import type { Words } from '../words.ts'

const count = pluralIn('pl')

export const errors = {
  incorrect: 'Nieprawidłowa nazwa użytkownika lub hasło.',
  locked: 'Zbyt wiele prób. Odczekaj chwilę i spróbuj ponownie albo zresetuj hasło.',
  lockedSeconds: (seconds) =>
    count(seconds, {
      one: 'Zbyt wiele prób. Spróbuj ponownie za sekundę albo zresetuj hasło.',
      few: 'Zbyt wiele prób. Spróbuj ponownie za # sekundy albo zresetuj hasło.',
      many: 'Zbyt wiele prób. Spróbuj ponownie za # sekund albo zresetuj hasło.',
    }),
  lockedMinutes: (minutes) =>
    count(minutes, {
      one: 'Zbyt wiele prób. Spróbuj ponownie za minutę albo zresetuj hasło.',
      few: 'Zbyt wiele prób. Spróbuj ponownie za # minuty albo zresetuj hasło.',
      many: 'Zbyt wiele prób. Spróbuj ponownie za # minut albo zresetuj hasło.',
    }),
  lockedForGood: 'Zbyt wiele prób. Zresetuj hasło, aby znów się zalogować.',
  disabled: 'To konto jest wyłączone. Poproś administratora o jego włączenie.',
  resetRequired: 'Zanim się zalogujesz, musisz zresetować hasło.',
  temporaryPasswordExpired: 'Twoje hasło tymczasowe wygasło. Poproś administratora o nowe.',
  busy: 'Mamy teraz duży ruch. Spróbuj ponownie za chwilę.',
  codeMismatch: 'Ten kod jest nieprawidłowy. Sprawdź go i spróbuj ponownie.',
  codeExpired: 'Ten kod wygasł lub został już użyty. Poproś o nowy.',
  codeReused: 'Ten kod został już użyty. Poczekaj na następny w aplikacji.',
  deviceUnknown: 'Żadne urządzenie nie czeka z tym kodem. Sprawdź go albo poproś urządzenie o nowy.',
  tooManyAttempts: 'Zbyt wiele prób. Odczekaj chwilę i spróbuj ponownie.',
  sessionEnded: 'Ten krok się zakończył lub był otwarty zbyt długo. Zaloguj się, aby kontynuować.',
  usernameExists: 'Konto o tej nazwie już istnieje. Wybierz inną nazwę lub zaloguj się.',
  addressTaken: 'Ten adres należy do innego konta.',
  alreadyConfirmed: 'To konto jest już potwierdzone. Możesz się zalogować.',
  usernameForm: 'Wybierz nazwę użytkownika o długości do 128 znaków, bez spacji.',
  passwordForm: 'Wybierz hasło o długości do 256 znaków, które nie zaczyna się ani nie kończy spacją.',
  valueTooLong: 'Ta wartość jest za długa.',
  usernameLikeEmail: 'Wybierz nazwę użytkownika, która nie jest adresem e-mail.',
  usernameLikePhone: 'Wybierz nazwę użytkownika, która nie jest numerem telefonu.',
  emailFormat: 'Wpisz adres e-mail, na przykład nazwa@example.com.',
  phoneFormat: 'Wpisz numer telefonu z numerem kierunkowym kraju, na przykład +48512345678.',
  passwordTooShort: 'Hasło jest za krótkie.',
  passwordWithoutUppercase: 'Dodaj do hasła wielką literę.',
  passwordWithoutLowercase: 'Dodaj do hasła małą literę.',
  passwordWithoutNumber: 'Dodaj do hasła cyfrę.',
  passwordWithoutSymbol: 'Dodaj do hasła znak specjalny lub spację.',
  blocked: 'Ze względów bezpieczeństwa nie mogliśmy Cię zalogować. Skontaktuj się z operatorem tej aplikacji.',
  passwordTooCommon: 'Inni też używają tego hasła, więc łatwo je odgadnąć. Wybierz inne.',
  passwordWithName: 'Hasło nie może zawierać Twojego imienia i nazwiska ani nazwy tej aplikacji.',
  passwordReused: 'To hasło było już przez Ciebie używane. Wybierz inne.',
  userUnknown: 'Nie ma konta o tej nazwie.',
  noRecovery: 'To konto nie ma potwierdzonego adresu, na który można wysłać kod. Poproś administratora o pomoc.',
  passkeyUnknown: 'Nie znamy tego klucza dostępu. Być może usunięto go z konta. Zaloguj się w inny sposób.',
  passkeyLimit: 'To konto ma już maksymalną liczbę kluczy dostępu. Najpierw usuń jeden z nich.',
  passkeyNotMade:
    'Nie udało się dodać tego klucza dostępu. Spróbuj ponownie albo użyj innego urządzenia lub klucza bezpieczeństwa.',
  organisationUnknown: 'Żadna organizacja nie loguje się tutaj tym adresem. Sprawdź go lub zaloguj się w inny sposób.',
  passkeyRefused: 'Ten klucz dostępu nie został przyjęty. Spróbuj ponownie lub zaloguj się w inny sposób.',
  unsupported: 'Ten sposób logowania jest niedostępny.',
  noMfaMethod:
    'Do zalogowania potrzebny jest drugi krok, ale żadnego nie można skonfigurować. Skontaktuj się z administratorem.',
  enterUsername: 'Wpisz nazwę użytkownika.',
  enterUsernameOrEmail: 'Wpisz nazwę użytkownika lub adres e-mail.',
  enterEmail: 'Wpisz adres e-mail.',
  enterPhoneNumber: 'Wpisz numer telefonu.',
  enterEmailOrPhone: 'Wpisz adres e-mail lub numer telefonu.',
  enterPassword: 'Wpisz hasło.',
  enterCode: 'Wpisz kod.',
  required: (label) => `Wypełnij pole „${label}”.`,
  outOfDate:
    'Ta strona była nieaktualna. Spróbuj ponownie. Jeśli widzisz to kolejny raz, zezwól tej witrynie na pliki cookie.',
  unknown: 'Nie udało się. Spróbuj ponownie.',
  badClient: 'Aplikacja, która Cię tu przysłała, nie jest znana. Wróć do niej i spróbuj ponownie.',
  badRedirect: 'Aplikacja, która Cię tu przysłała, podała adres powrotny, który nie jest zarejestrowany.',
  badRequest: 'Aplikacja, która Cię tu przysłała, wysłała niepełne żądanie.',
  returnUnknown:
    'To logowanie już się zakończyło, było otwarte zbyt długo lub rozpoczęło się w innej przeglądarce. Wróć do aplikacji i zaloguj się ponownie.',
  providerStart:
    'Twoja organizacja skierowała Cię tutaj w sposób, którego ta aplikacja nie przyjmuje. Otwórz samą aplikację i zaloguj się z niej.',
  providerAnswer: 'Nie można odczytać odpowiedzi Twojej organizacji. Wróć do aplikacji i zaloguj się ponownie.',
  badLink: 'Ten link jest niepełny. Skopiuj go w całości z wiadomości lub poproś o nowy.',
  fault: 'Błąd leży po naszej stronie. Spróbuj ponownie za chwilę albo poproś o pomoc i podaj poniższy identyfikator.',
  signUpDisabled: 'Nowe konta tworzy tutaj administrator.',
} satisfies Words['errors']
