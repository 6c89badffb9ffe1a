import { printable, type WarnOnce } from '../../warn-once.ts'

/** A name as text, with a diagnostic when an application passed something else. Never throws. */
export function nameOf(name: unknown, fallback: string, warn: WarnOnce): string {
  if (typeof name === 'string') return name
  warn('a name must be a string', name)
  return name === undefined || name === null ? fallback : printable(name)
}
