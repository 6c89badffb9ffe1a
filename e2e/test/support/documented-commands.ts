import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repository } from './run-script.ts'

const pages = globSync(
  ['{README,CONTRIBUTING}.md', 'docs/**/*.md', 'apps/*/README.md', 'packages/*/README.md'],
  { cwd: repository },
).map((page) => ({ page, text: readFileSync(join(repository, page), 'utf8') }))

export interface DocumentedCommand {
  readonly page: string
  /** `traces`, `pnpm`, `turbo` and so on. */
  readonly command: string
  readonly args: readonly string[]
}

/** Commands that the docs start with npx, in code blocks and in the text. */
export function documentedCommands(): DocumentedCommand[] {
  return pages.flatMap(({ page, text }) =>
    [...text.matchAll(/(?:^ {4,}|`)npx ([^`\n]+)/gm)].map(([, shown = '']) => {
      const [line = ''] = shown.split(/ +#|\s*[;|)]/)
      const [command = '', ...args] = line
        .trim()
        .split(/\s+(?=(?:[^<>]*<[^<>]*>)*[^<>]*$)/)
        .filter((word) => word !== '-y')
      return { page, command, args }
    }),
  )
}

/** Requests that the docs show with curl, without those that have a body. */
export function documentedRequests(): { readonly port: string; readonly path: string }[] {
  const request = /curl (?:-i )?'?(?:http:\/\/)?localhost:(\d+)([^'`\n]*)/g
  return pages.flatMap(({ text }) =>
    [...text.matchAll(request)]
      .map(([, port = '', path = '']) => ({ port, path: path.split(/ +[-#]/)[0] ?? '' }))
      .filter(({ path }) => path !== '/api/people'),
  )
}
