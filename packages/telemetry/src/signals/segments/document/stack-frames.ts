export interface StackFrame {
  readonly path: string
  readonly line: number
  readonly label: string
}

const atPlace = /^(.*?):(\d+)(?::\d+)?$/
const longestStack = 64_000

/** Parses V8's `at label (path:line:column)` lines, with `file://` URLs as paths. */
export function parseStack(stack: string): StackFrame[] {
  const frames: StackFrame[] = []
  for (const row of stack.slice(0, longestStack).split('\n')) {
    const line = row.trim()
    if (!line.startsWith('at ')) continue
    const text = line.slice(3)
    const open = text.endsWith(')') ? text.lastIndexOf(' (') : -1
    const label = open === -1 ? 'anonymous' : text.slice(0, open)
    const place = open === -1 ? text.replace(/^async /, '') : text.slice(open + 2, -1)
    const match = atPlace.exec(place)
    frames.push({
      path: toPath(match?.[1] ?? place),
      line: Number(match?.[2] ?? 0),
      label: label.replace(/^async /, ''),
    })
  }
  return frames
}

function toPath(place: string): string {
  if (!place.startsWith('file://')) return place
  try {
    return decodeURIComponent(place.slice('file://'.length))
  } catch {
    return place.slice('file://'.length)
  }
}
