import { readSetting } from '../frame/stored-settings.ts'

/** URL with the placeholders {file}, {line} and {column}. */
export const DEFAULT_EDITOR = 'vscode://file{file}:{line}:{column}'

/** URL that opens a stack frame in the editor of the settings; `undefined` for files without a path. */
export function openInEditor({
  file,
  line,
  column,
}: {
  readonly file: string
  readonly line: number
  readonly column: number
}): string | undefined {
  const path = file.replace(/^file:\/\//, '')
  if (!/^(?:\/|[a-z]:\\)/i.test(path) || path.includes('/node_modules/')) return undefined
  const template = readSetting('editor') || DEFAULT_EDITOR
  const url = template
    .replace('{file}', encodeURI(path.startsWith('/') ? path : `/${path.replaceAll('\\', '/')}`))
    .replace('{line}', String(line || 1))
    .replace('{column}', String(column || 1))
  // The template is a user setting, the file name is not: only the scheme of the template counts.
  return /^(?:javascript|data|vbscript):/i.test(url) ? undefined : url
}
