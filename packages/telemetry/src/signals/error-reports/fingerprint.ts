import { createHash } from 'node:crypto'
import type { ReportableError } from './reportable-error.ts'
import { inAppFrames } from './stack-frames.ts'

const framesThatTell = 3

/**
 * What occurrences of one defect have in common: the classes along the chain of causes, the top frames
 * of our own code by function and file, the route. Line numbers and messages change, so they count
 * only where there is no frame.
 *
 * @returns 40 hex digits
 */
export function fingerprintOf(error: ReportableError, route: string | undefined): string {
  const frames = inAppFrames(error.frameLines, framesThatTell)
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
