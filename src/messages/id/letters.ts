import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'Kode verifikasi Anda', body: 'Kode konfirmasi Anda adalah {####}' },
  verification: { subject: 'Kode verifikasi Anda', body: 'Kode verifikasi Anda adalah {####}' },
  authentication: { subject: 'Kode autentikasi Anda', body: 'Kode autentikasi Anda adalah {####}.' },
  linkConfirmation: {
    subject: 'Tautan verifikasi Anda',
    body: 'Klik tautan di bawah untuk memverifikasi alamat email Anda. {##Verifikasi email##}',
  },
  invitation: {
    subject: 'Kata sandi sementara Anda',
    body: 'Nama pengguna Anda adalah {username} dan kata sandi sementara Anda adalah {####}.',
  },
  welcome: {
    subject: 'Akun Anda',
    body: 'Akun Anda sudah dipindahkan. Nama pengguna Anda adalah {username}, dan kata sandi Anda tetap sama.',
  },
  existingAccount: {
    subject: 'Anda sudah punya akun',
    body: 'Seseorang meminta akun dengan alamat ini, padahal alamat ini sudah memiliki akun. Jika itu Anda, silakan masuk, atau atur ulang kata sandi jika Anda lupa. Jika bukan, Anda tidak perlu melakukan apa pun.',
  },
  risk: {
    subject: 'Upaya masuk baru',
    blocked: 'Kami menghentikan upaya masuk ke akun Anda.',
    asked: 'Kami meminta faktor kedua saat seseorang masuk ke akun Anda.',
    passed: 'Seseorang masuk ke akun Anda dengan cara yang tidak biasa.',
    time: 'Waktu: {login-time}',
    device: 'Perangkat: {device-name}',
    address: 'Alamat IP: {ip-address}',
    valid: 'Jika itu Anda: {one-click-link-valid}',
    invalid: 'Jika bukan: {one-click-link-invalid}',
    itWasMe: 'Itu saya',
    itWasNotMe: 'Itu bukan saya',
  },
} satisfies Words['letters']
