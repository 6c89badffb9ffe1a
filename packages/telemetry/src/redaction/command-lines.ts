import { redacted } from './redacted.ts'

/** The quoted or bare word of a command line. */
const word = `(?:\\\\*"[^"\\n]{1,300}"|'[^'\\n]{1,300}'|[^\\s"']{1,300})`
/** Other arguments on the same line. */
const others = '\\b[^\\n]{0,200}?'

/** Each program with the text before its secret: an option of one letter, or other words. */
const beforeSecret = [
  `(?:mysql\\w{0,20}|mariadb\\w{0,20})${others}\\s-p(?=[^\\s-])`,
  `(?:sshpass|mongo\\w{0,20}|sqlcmd|cqlsh|snowsql|psexec|(?:docker|podman|az|helm|oras|crane|skopeo|twine|nuget)\\s(?:[a-z]{1,20}\\s)?(?:login|upload))${others}\\s-[pP]\\s?(?=[^\\s-])`,
  `(?:(?:un)?zip|bcp|isql|osql|ipmitool)${others}\\s-P\\s{0,9}(?=[^\\s-])`,
  `7z[ar]?${others}\\s-p(?=[^\\s-])`,
  `redis-cli\\b[^\\n]{0,200}?\\s-a\\s{1,9}`,
  `(?:ldap[a-z]{2,12})${others}\\s-w\\s{1,9}`,
  `openssl${others}\\s-[kK]\\s{1,9}`,
  `(?:smbclient|winexe|rpcclient|smbget)${others}\\s(?:-U|--user)[\\s=]{1,9}["']?[^\\s%"']{1,100}%`,
  `curl${others}\\s(?:-b|--cookie)\\s{1,9}(?=\\S*=|["'][^"'\\n]{0,100}=)`,
  `x?freerdp${others}\\s/p:`,
  `schtasks${others}\\s/rp\\s{1,9}`,
  `net\\s{1,9}use\\s{1,9}(?:\\S{1,3}\\s{1,9})?\\\\\\\\\\S{1,200}\\s{1,9}(?:/user:\\S{1,100}\\s{1,9})?(?!/)`,
  `net\\s{1,9}user\\s{1,9}[\\w.-]{1,100}\\s{1,9}(?=\\S{1,300}\\s{1,9}/add)`,
  `(?:vault|cargo|npm)\\s{1,9}login\\s{1,9}(?=\\S*\\d)(?!-)`,
  `nuget\\s{1,9}setapikey\\s{1,9}`,
  `rabbitmqctl\\s{1,9}(?:add_user|change_password)\\s{1,9}\\S{1,100}\\s{1,9}`,
  `htpasswd\\s{1,9}-\\w{0,10}b\\w{0,10}\\s{1,9}\\S{1,200}\\s{1,9}\\S{1,100}\\s{1,9}`,
  `wpa_passphrase\\s{1,9}\\S{1,100}\\s{1,9}`,
  `sqlplus\\s{1,9}(?:-\\w{1,9}\\s{1,9}){0,5}[^\\s/]{1,100}/`,
  `(?:secrets?\\s(?:set|create)|--from-literal)\\b[^\\n=]{0,100}[\\s=]["']?[\\w.-]{1,100}=`,
  'HELLO\\s\\d\\sAUTH\\s\\S{1,100}\\s',
  `\\w{0,9}\\d\\sLOGIN\\s{1,9}${word}\\s{1,9}(?=${word}(?:\\s{0,9}$|\\r?\\n|:))`,
].join('|')
const secretOfProgram = new RegExp(`(?<![\\w.-])(${beforeSecret})${word}`, 'g')
const snmpKeys = /\b(snmp[a-z]{2,12}\b[^\n]{0,200})/g
const snmpKey = /(\s-[AX]\s{1,9})\S+/g
const mailLogin = /(^|\n)(PASS\s{1,9})\S+(?=\s{0,9}(?:\r?\n|$))/g
const pipedSecret =
  /\b(echo\s{1,9})[^\n|]{1,300}(?=\s?\|\s{0,9}(?:sudo\s-S|chpasswd|passwd\s--stdin))/g
/** `-u name:password`. */
const userOption =
  /(?<=\s)(-u|-U|--user|--proxy-user|--auth|-a)(\s*=?\s*["']?)(?!\d{1,9}:\d{1,9}\b)[^\s:"'/]{1,100}:[^\s"']+/g

/** Hides the secrets that programs take as arguments without a name. */
export function redactCommandLines(text: string): string {
  return text
    .replace(userOption, (_match, name, separator) => `${name}${separator}${redacted}`)
    .replace(secretOfProgram, (_match, before) => before + redacted)
    .replace(snmpKeys, (line: string) => line.replace(snmpKey, `$1${redacted}`))
    .replace(mailLogin, (_match, start, command) => start + command + redacted)
    .replace(pipedSecret, (_match, before) => before + redacted)
}

/** A quick test: matches every text that may contain one, besides those with a word for a secret; ignores case. */
export const commandHints =
  '\\s-[abkpuwx]|\\s/r?p[: ]|net\\s{1,9}use|rabbitmqctl|wpa_|sqlplus|--from-literal|sudo\\s-|hello\\s\\d'
