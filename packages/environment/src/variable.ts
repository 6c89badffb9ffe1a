/** One environment variable: description, allowed form, default and parser. */
export interface Variable<T> {
  readonly description: string
  /** The allowed form, as it follows "must be". */
  readonly allowed: string
  /** The value when the variable is unset or empty; absent for a variable without a default. */
  readonly default?: T
  /** A secret's value never appears in an error, a log line or a document. */
  readonly secret: boolean
  /** @throws for text that is not allowed; the message of the error is not used. */
  parse(text: string): T
}

export interface Options<T> {
  readonly description: string
  readonly default?: T
}

export type WithDefault<T> = Options<T> & { readonly default: T }

function variable<T>(
  options: Options<T>,
  allowed: string,
  parse: (text: string) => T,
  secret = false,
): Variable<T | undefined> {
  return { ...options, allowed, parse, secret }
}

function check(valid: boolean): void {
  if (!valid) throw new Error('invalid value')
}

type Kind<T> = {
  (options: WithDefault<T>): Variable<T>
  (options: Options<T>): Variable<T | undefined>
}

/** Any text. */
export const text: Kind<string> = ((options: Options<string>) =>
  variable(options, 'any text', (value) => value)) as Kind<string>

/** Text that never appears in messages: an access token, a password, a header with a key. */
export function secret(options: Options<string>): Variable<string | undefined> {
  return variable(options, 'any text (never shown)', (value) => value, true)
}

/** `true` or `false`. */
export const flag: Kind<boolean> = ((options: Options<boolean>) =>
  variable(options, 'true or false', (value) => {
    check(/^(true|false)$/i.test(value))
    return value.toLowerCase() === 'true'
  })) as Kind<boolean>

/** An absolute http or https URL without credentials. */
export const url: Kind<string> = ((options: Options<string>) =>
  variable(options, 'an http:// or https:// URL without credentials', (value) => {
    const parsed = new URL(value)
    check(/^https?:$/.test(parsed.protocol) && !parsed.username && !parsed.password)
    return value
  })) as Kind<string>

const wholeNumber = /^-?\d+(\.\d+)?$/
/** `0.5`, `.5`, `5e-1` */
const decimalNumber = /^-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i

/** A number between `min` and `max`, inclusive. */
export function number(
  options: Options<number> & {
    readonly min: number
    readonly max: number
    readonly integer?: boolean
  },
): Variable<number> {
  const { min, max, integer = true, ...rest } = options
  return variable(
    rest,
    `${integer ? 'an integer' : 'a number'} between ${min} and ${max}`,
    (value) => {
      check((integer ? wholeNumber : decimalNumber).test(value))
      const parsed = Number(value)
      check(parsed >= min && parsed <= max && (!integer || Number.isInteger(parsed)))
      return parsed
    },
  ) as Variable<number>
}

/** One of a fixed set of words. */
export function oneOf<const Choices extends readonly [string, ...string[]]>(
  choices: Choices,
  options: WithDefault<Choices[number]>,
): Variable<Choices[number]> {
  return variable<Choices[number]>(options, `one of ${choices.join(', ')}`, (value) => {
    check(choices.includes(value))
    return value
  }) as Variable<Choices[number]>
}

/** Text that matches a pattern; `allowed` describes the pattern. */
export function matching(
  pattern: RegExp,
  allowed: string,
  options: Options<string>,
): Variable<string | undefined> {
  return variable(options, allowed, (value) => {
    check(pattern.test(value))
    return value
  })
}
