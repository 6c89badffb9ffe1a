import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const maxFrames = 50
const maxLineLength = 1000
const fileUrl = /file:\/\/[^\s():?#]+/
const frame = /^\s+at (?:async )?(?:(.+?) \()?((?:\/|[A-Za-z]:\\)[^():]*)/

/** The frames of a stack without the message, with paths instead of `file:` URLs. */
export function frameLines(stack: string): string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, maxFrames)
    .map((line) =>
      line
        .slice(0, maxLineLength)
        .replace(/\?[^\s():]*/, '')
        .replace(fileUrl, toPath),
    )
}

function toPath(url: string): string {
  try {
    return fileURLToPath(url)
  } catch {
    return url
  }
}

/** `function file` of the innermost frames that belong neither to Node nor to a dependency. */
export function inAppFrames(lines: readonly string[], count: number): string[] {
  return lines
    .flatMap((line) => {
      const [, method = '', file] = frame.exec(line) ?? []
      if (!file || /[\\/]node_modules[\\/]/.test(file)) return []
      return `${method} ${relative(process.cwd(), file)}`
    })
    .slice(0, count)
}
