import { AwsError } from './aws-error.ts'
import { type Input, optional, textUpTo } from './input.ts'

/** State of a paged list, small enough for a token. */
type PageState = Readonly<Record<string, string | number | boolean>>

export function writePageToken(state: PageState): string {
  return Buffer.from(JSON.stringify(state)).toString('base64url')
}

/**
 * Returns the state in `nextToken`, or `first` without a token.
 * @throws AwsError InvalidParameterException when `writePageToken` did not create the token for the same operation.
 */
export function readPageToken<State extends PageState>(input: Input, first: State): State {
  const token = optional(input, 'nextToken', textUpTo(2_048))
  if (token === undefined) return first
  try {
    const state = JSON.parse(Buffer.from(token, 'base64url').toString())
    const same = Object.entries(first).every(([key, value]) => typeof state[key] === typeof value)
    if (same) return state
  } catch {
    // Handled like a token of another operation.
  }
  throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.')
}
