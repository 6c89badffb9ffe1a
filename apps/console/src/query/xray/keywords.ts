import type { Facts } from './facts.ts'

export type FactsTest = (facts: Facts) => boolean
export type ValueTest = (value: string) => boolean

/** Keywords without a value. */
export const flags: Readonly<Record<string, FactsTest>> = {
  ok: ({ error, fault, throttle }) => !error && !fault && !throttle,
  error: ({ error }) => error,
  fault: ({ fault }) => fault,
  throttle: ({ throttle }) => throttle,
  partial: ({ partial }) => partial,
  inferred: ({ inferred }) => inferred,
  root: ({ root }) => root,
  first: ({ place }) => place?.first ?? false,
  last: ({ place }) => place?.last ?? false,
  remote: ({ place }) => place?.remote ?? false,
}

/** Keywords with numeric values. */
export const numbers: Readonly<Record<string, (facts: Facts) => number | undefined>> = {
  responsetime: ({ responseSeconds }) => responseSeconds,
  duration: ({ durationSeconds }) => durationSeconds,
  'http.status': ({ http }) => http.status,
  index: ({ place }) => place?.index,
  coverage: ({ place }) => place?.coverage,
}

/** Keywords with text values; one of several values must match. */
export const texts: Readonly<Record<string, (facts: Facts) => readonly (string | undefined)[]>> = {
  'http.url': ({ http }) => [http.url],
  'http.method': ({ http }) => [http.method],
  'http.useragent': ({ http }) => [http.userAgent],
  'http.clientip': ({ http }) => [http.clientIp],
  name: ({ name }) => [name],
  type: ({ type }) => [type],
  user: ({ users }) => users,
  message: ({ messages }) => messages,
  availabilityzone: ({ availabilityZones }) => availabilityZones,
  'instance.id': ({ instanceIds }) => instanceIds,
  'resource.arn': ({ resourceArns }) => resourceArns,
}

/** Operators between a keyword and a value. */
export const operators = ['!=', '=', '<=', '<', '>=', '>', 'CONTAINS', 'BEGINSWITH', 'ENDSWITH']

const numeric = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** The test that `operator operand` applies to a number. */
export function compareNumber(
  operator: string,
  right: number,
): ((left: number) => boolean) | undefined {
  const tests: Readonly<Record<string, (left: number) => boolean>> = {
    '=': (left) => left === right,
    '!=': (left) => left !== right,
    '<': (left) => left < right,
    '<=': (left) => left <= right,
    '>': (left) => left > right,
    '>=': (left) => left >= right,
  }
  return tests[operator]
}

/** The test that `operator operand` applies to a boolean. */
export function compareTruth(
  operator: string,
  right: string,
): ((left: boolean) => boolean) | undefined {
  if (!/^(true|false)$/i.test(right) || (operator !== '=' && operator !== '!=')) return undefined
  const wanted = (right.toLowerCase() === 'true') === (operator === '=')
  return (left) => left === wanted
}

/** The test that `operator operand` applies to text. */
export function compareText(operator: string, right: string): ValueTest | undefined {
  const tests: Readonly<Record<string, ValueTest>> = {
    '=': (left) => left === right,
    '!=': (left) => left !== right,
    CONTAINS: (left) => left.includes(right),
    BEGINSWITH: (left) => left.startsWith(right),
    ENDSWITH: (left) => left.endsWith(right),
  }
  return tests[operator.toUpperCase()]
}

export function isNumeric(text: string): boolean {
  return numeric.test(text)
}
