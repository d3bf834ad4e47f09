import type { Words } from '../words.ts'

const changePassword = 'Jika bukan Anda, segera ubah kata sandi Anda.'

export const mail = {
  notices: {
    password: {
      subject: 'Kata sandi Anda diubah',
      body: 'Kata sandi akun Anda telah diubah.',
      advice: 'Jika bukan Anda, segera atur ulang kata sandi Anda.',
    },
    email: {
      subject: 'Alamat email Anda diubah',
      body: 'Alamat email akun Anda telah diubah.',
      advice: changePassword,
    },
    phone_number: {
      subject: 'Nomor telepon Anda diubah',
      body: 'Nomor telepon akun Anda telah diubah.',
      advice: changePassword,
    },
    'passkey-added': {
      subject: 'Kunci sandi ditambahkan',
      body: 'Kunci sandi telah ditambahkan ke akun Anda.',
      advice: 'Jika bukan Anda, segera hapus kunci sandi itu dan ubah kata sandi Anda.',
    },
    'passkey-removed': {
      subject: 'Kunci sandi dihapus',
      body: 'Kunci sandi telah dihapus dari akun Anda.',
      advice: changePassword,
    },
    'second-factor': {
      subject: 'Langkah kedua Anda diubah',
      body: 'Verifikasi yang kami minta setelah kata sandi telah diubah.',
      advice: changePassword,
    },
    'recovery-codes': {
      subject: 'Kode pemulihan baru dibuat',
      body: 'Kode pemulihan baru telah dibuat untuk akun Anda. Kode lama tidak berlaku lagi.',
      advice: changePassword,
    },
    'recovery-code-used': {
      subject: 'Kode pemulihan digunakan',
      body: 'Seseorang masuk ke akun Anda dengan kode pemulihan.',
      advice: changePassword,
    },
    'new-device': {
      subject: 'Proses masuk baru ke akun Anda',
      body: 'Seseorang masuk ke akun Anda di perangkat atau browser yang belum pernah kami lihat sebelumnya.',
      advice: changePassword,
    },
  },
  notMe: 'Jika bukan Anda, amankan akun Anda di sini (berlaku 3 hari)',
  notMeUndo: 'Jika bukan Anda, batalkan perubahan dan amankan akun Anda di sini (berlaku 3 hari)',
  deleted: 'Akun Anda dan semua isinya sudah dihapus.',
} satisfies Words['mail']
