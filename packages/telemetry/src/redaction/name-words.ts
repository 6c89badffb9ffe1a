const list = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** `Contraseña` as `Contrasena`. */
export const withoutAccents = (text: string): string =>
  // Most names are plain, and the normalization costs more than the test.
  /[^\0-\x7f]/.test(text) ? text.normalize('NFKD').replace(/\p{M}+/gu, '') : text

/** `password` and `secret` in other languages. */
const otherLanguages = withoutAccents(
  'passwort|kennwort|geheimnis|contrase[nc]|clave-?secreta|senha|wachtwoord|lösenord|adgangskode|salasana|has[lł]o(?![a-z])|heslo(?![a-z])|lozinka|jelszó|parol[ae](?![a-z])|parool|şifre(?![a-z])|парол|密码|密碼|パスワード|비밀번호',
)

/** A quick test: matches every text that may contain one. */
export const languageHints =
  'kennwort|geheimnis|clave.?secreta|l[oö]senord|adgangskode|salasana|has[lł]o|heslo|lozinka|jelsz|parol|[sş]ifre|парол|密码|密碼|パスワ|비밀'

/** Secrets that are recognized inside longer words, `-` standing for any separator. */
const stems = new RegExp(
  [
    '(?:access|account|api|auth|client|crypt|cryption|deploy|functions?|hmac|host|licen[cs]e|master|priv|private|secret|security|session|shared|signing|ssh|storage|subscription)-?keys?(?![a-z])',
    '(?:auth|2fa|mfa|otp|pass|pin|recovery|security|verification)-?codes?(?![a-z])',
    '(?:admin|app|confirm|current|db|ftp|key|login|mail|my|mysql|new|old|pg|proxy|redis|require|root|smtp|ssh|store|temp|user)-?(?:pass|pin|pw|pwd)\\d*$',
    '(?:recovery|secret|seed)-?phrase',
    '(?:secret|security)-?(?:answer|question)',
    'authorization|bearer|cookie|credential|jwt|kubeconfig|mnemonic|passphrase|passcode|passwd|password|passwrd|pswd|signature',
    otherLanguages,
    '\\bpass-(?:phrase|word|wd)|mot-?de-?passe',
    '(?:card|\\bcc)-?(?:no|num|number)(?![a-z])|(?:credit|debit)-?card(?![a-z])',
    'client-?(?:assertion|cert)',
    'code-?verifier',
    'connection-?string|conn-?str(?:ing)?(?![a-z])',
    'drivers?-?licen[cs]e|maiden-?name|national-?id(?![a-z])|tax-?id(?![a-z])|passport-?(?:id|no|num)|social-?security',
    'honeycomb-?team|oidc-?data|saml-?(?:assertion|response)',
    'magic-?link',
    'secret(?!ar)',
    'sess(?:ion)?-?id(?![a-z])',
    'token(?!i[sz])',
    '(?:github|gitlab|azure|devops)-?pat(?![a-z])',
  ].join('|'),
)

export const hasSecretStem = (name: string): boolean => stems.test(name)

/** `key` after one of these names a place in a data structure; any other `*_key` holds a secret. */
export const ordinaryKeys = list(
  'abort aggregate allowed alternate answer arrow attribute bucket cache candidate category child clustering column composite config context continuation count custom dedup deduplication dictionary document duplicate ending enter entry error event exclusive extra feature field file first flag foreign function generated group grouping hash header hot i18n id idempotency in index input invalid is item join json kafka l10n label language last leading locale lock lookup map mapping menu message metadata metric missing modifier name natural next no non num object of option or order parent part partition path permission preference previous primary property proto public publishable query queue range react record redact redis region required resource ring root routing row s s3 schema search setting shard short shortcut site socket sort sorted start state storage stream style surrogate tag term text the theme this title topic total translation type unexpected unique unknown usage value websocket',
)

/** Codes that open something; `error_code` and `zip_code` do not. */
export const secretCodes = list(
  'access activation auth authorization backup card confirmation device door entry fa factor gate invitation invite login mfa one otp pass pin recovery redemption reset secret security sms tan time totp unlock user verification verify voucher',
)
