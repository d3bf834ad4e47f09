import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: '확인 코드 안내', body: '확인 코드는 {####}입니다' },
  verification: { subject: '확인 코드 안내', body: '확인 코드는 {####}입니다' },
  authentication: { subject: '인증 코드 안내', body: '인증 코드는 {####}입니다.' },
  linkConfirmation: {
    subject: '확인 링크 안내',
    body: '이메일 주소를 확인하려면 아래 링크를 클릭하세요. {##이메일 주소 확인##}',
  },
  invitation: {
    subject: '임시 비밀번호 안내',
    body: '사용자 이름은 {username}, 임시 비밀번호는 {####}입니다.',
  },
  welcome: {
    subject: '계정 안내',
    body: '계정이 이전되었습니다. 사용자 이름은 {username}이며, 비밀번호는 기존과 같습니다.',
  },
  existingAccount: {
    subject: '이미 계정이 있습니다',
    body: '누군가 이 주소로 계정을 만들려고 했지만, 이미 계정이 있습니다. 본인이라면 로그인하거나, 비밀번호를 잊었다면 재설정하세요. 본인이 아니라면 아무것도 하지 않아도 됩니다.',
  },
  risk: {
    subject: '새로운 로그인 시도',
    blocked: '계정에 대한 로그인 시도를 차단했습니다.',
    asked: '계정에 로그인할 때 두 번째 인증 요소를 요청했습니다.',
    passed: '누군가 평소와 다른 방식으로 계정에 로그인했습니다.',
    time: '시간: {login-time}',
    device: '기기: {device-name}',
    address: 'IP 주소: {ip-address}',
    valid: '본인인 경우: {one-click-link-valid}',
    invalid: '본인이 아닌 경우: {one-click-link-invalid}',
    itWasMe: '본인입니다',
    itWasNotMe: '본인이 아닙니다',
  },
} satisfies Words['letters']
