import { timesToLive } from '../../activities/activity.ts'

/** A body of the original Cruddur, whose server sets the author. */
export interface OriginalBody {
  readonly message?: unknown
  readonly ttl?: unknown
}

/** Whether the client uses the original form: a JSON object without `handle`. */
export function isOriginalForm(body: unknown): body is OriginalBody {
  return typeof body === 'object' && body !== null && !Array.isArray(body) && !('handle' in body)
}

/** Error codes of the original, in its order. Unknown properties are ignored. */
export function originalErrors(body: OriginalBody, maxLength: number, hasTtl: boolean): string[] {
  const { message, ttl } = body
  const errors: string[] = []
  if (typeof message !== 'string' || message.trim() === '' || message.includes('\0'))
    errors.push('message_blank')
  else if ([...message].length > maxLength) errors.push('message_exceed_max_chars')
  if (hasTtl && !(typeof ttl === 'string' && Object.hasOwn(timesToLive, ttl)))
    errors.push('ttl_blank')
  return errors
}
