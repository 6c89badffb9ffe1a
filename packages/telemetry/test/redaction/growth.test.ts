import { expect, test } from 'vitest'
import { createRedactor } from '../../src/redaction/index.ts'

const redactor = createRedactor({ redactKeys: ['iban'] })

/** Parts of the notations that the rules look for, most of them without their end. */
const units = [
  'a',
  'aA1',
  '.',
  ' ',
  '\n',
  '=',
  '[',
  '{',
  '"',
  "'",
  '\\\\',
  '1-',
  '4111 ',
  '000-00-',
  'token',
  'token = ',
  'password="\\',
  'password={"a":[',
  'пароль',
  'パスワード：',
  '&lt;password&gt;',
  '<name>password</name><a ',
  '<input type=password ',
  'Private-Lines: 1\n',
  'jdbc:oracle:thin:a/',
  "IDENTIFIED BY '",
  'SET PASSWORD ',
  'your code ',
  'some key ',
  'arn:aws:secret:',
  "converting the a value '",
  'password: |\n ',
  'cookie: a ',
  'API key: ',
  'password is ',
  'user%5Bpassword%5D',
  'a%5B',
  '<password>',
  '<a b="',
  'name="password" ',
  'name="password"\r\n\r\n',
  '["password",',
  '--password ',
  'mysql -p',
  '-u a:b ',
  'zip -P ',
  'net use \\\\a ',
  'snmpget -A ',
  'echo a | ',
  '1 LOGIN a ',
  'curl -b ',
  'secrets set a ',
  'crypt(',
  'DB_PASSWORD ',
  'a_',
  '%70%61',
  '\\u0070',
  'select ',
  'select a from ',
  'update a set ',
  'http://a',
  'http://a?b=',
  'a://b:c@',
  'a:bbb@c',
  '?a=',
  '/reset/a1',
  '-----BEGIN PRIVATE KEY-----',
  'eyJabcdef-',
  'bearer ',
  'sk-',
  'SG.aaaaaaaaaaaaaaaa',
  'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/',
  'Key (a)=(',
  'Failing row contains (\n',
  'invalid input a: "',
  "$1 = '",
  "near '",
  'dup key: {',
  ', "a',
]
const starts = ['', 'password=', "insert into t values ('"]
const texts = starts.flatMap((start) => units.map((unit) => [start, unit] as const))

/** A shorter time is mostly noise. */
const minMillis = 0.5

/**
 * Processor time of this thread, which other work on the machine does not change: the shortest of three
 * calls, fewer when one takes less than `limitMillis`.
 */
function millisOf(work: () => unknown, limitMillis = 0): number {
  let shortest = Number.POSITIVE_INFINITY
  for (let run = 0; run < 3 && shortest >= limitMillis; run += 1) {
    const start = process.threadCpuUsage()
    work()
    const { user, system } = process.threadCpuUsage(start)
    shortest = Math.min(shortest, (user + system) / 1000)
  }
  return shortest
}

const repeated = (start: string, unit: string, length: number) =>
  start + unit.repeat(Math.ceil(length / unit.length))

test.each(texts)('time grows with the length of %j followed by many %j', (start, unit) => {
  const short = repeated(start, unit, 4000)
  const long = repeated(start, unit, 64_000)
  redactor.text(short)
  for (const work of [redactor.text, redactor.url, redactor.sql]) {
    // Sixteen times the length; with quadratic rules it would be 256 times the time.
    const shortMillis = millisOf(() => work(short), minMillis)
    const limitMillis = 100 * Math.max(minMillis, shortMillis)
    expect(millisOf(() => work(long), limitMillis)).toBeLessThan(limitMillis)
  }
})
