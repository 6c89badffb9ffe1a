import { createHash } from 'node:crypto'
import type { ReportableError } from './reportable-error.ts'
import { inAppFrames } from './stack-frames.ts'

const maxFingerprintFrames = 3

/**
 * Groups occurrences of one defect by the class names along the cause chain, the top in-app frames
 * (function and file) and the route. Line numbers change, and so do messages, which count only if
 * there is no frame.
 *
 * @returns 40 hex digits
 */
export function fingerprintOf(error: ReportableError, route: string | undefined): string {
  const frames = inAppFrames(error.frameLines, maxFingerprintFrames)
  const place = frames.length > 0 ? frames : [withoutValues(error.message)]
  const key = [...classNames(error), route ?? '', ...place].join('\n')
  return createHash('sha1').update(key).digest('hex')
}

function classNames(error: ReportableError): string[] {
  return [error.className ?? '', ...(error.cause ? classNames(error.cause) : [])]
}

const withoutValues = (message: string) =>
  message
    .slice(0, 1000)
    .replace(/"[^"]*"|'[^']*'|`[^`]*`/g, '?')
    .replace(/\b(?=[\w-]*\d)[\w-]+/g, '?')
