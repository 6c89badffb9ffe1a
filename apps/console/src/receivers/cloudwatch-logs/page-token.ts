import { AwsError } from './aws-error.ts'
import { type Input, optionalText } from './input.ts'

/** What the next call of a list must know; small, so that it fits a token. */
type PageState = Readonly<Record<string, string | number | boolean>>

export function writePageToken(state: PageState): string {
  return Buffer.from(JSON.stringify(state)).toString('base64url')
}

/**
 * The state in `nextToken`, or `first` without one.
 * @throws AwsError InvalidParameterException when the token was not made by `writePageToken` for the same call.
 */
export function readPageToken<State extends PageState>(input: Input, first: State): State {
  const token = optionalText(input, 'nextToken', { maxLength: 2_048 })
  if (token === undefined) return first
  try {
    const state = JSON.parse(Buffer.from(token, 'base64url').toString())
    const same = Object.entries(first).every(([key, value]) => typeof state[key] === typeof value)
    if (same) return state
  } catch {
    // The answer is the same as to a token of another call.
  }
  throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.')
}
