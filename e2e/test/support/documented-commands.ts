import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repository } from './run-script.ts'

const pages = '{README,CONTRIBUTING}.md docs/**/*.md apps/*/README.md packages/*/README.md'

export interface DocumentedCommand {
  readonly page: string
  /** `traces`, `pnpm`, `turbo` and so on. */
  readonly command: string
  readonly args: readonly string[]
}

/** Commands that the docs start with npx, in code blocks and in the text. */
export function documentedCommands(): DocumentedCommand[] {
  return globSync(pages.split(' '), { cwd: repository }).flatMap((page) =>
    [...readFileSync(join(repository, page), 'utf8').matchAll(/(?:^ {4,}|`)npx ([^`\n]+)/gm)].map(
      ([, text = '']) => {
        const [line = ''] = text.split(/ +#|\s*[;|)]/)
        const [command = '', ...args] = line
          .trim()
          .split(/\s+(?=(?:[^<>]*<[^<>]*>)*[^<>]*$)/)
          .filter((word) => word !== '-y')
        return { page, command, args }
      },
    ),
  )
}
