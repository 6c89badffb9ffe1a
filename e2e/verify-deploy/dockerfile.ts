export interface Instruction {
  /** In capitals, such as `RUN`. */
  readonly name: string
  /** Arguments after the name and its flags, lines joined. */
  readonly text: string
  /** `--from=build` as `{ from: 'build' }`. */
  readonly flags: Readonly<Record<string, string>>
}

export interface Stage {
  readonly name: string
  /** An image, or the name of a stage before. */
  readonly base: string
  readonly instructions: readonly Instruction[]
}

export interface Dockerfile {
  /** The `ARG`s before the first `FROM`, with their defaults. */
  readonly args: Readonly<Record<string, string>>
  readonly stages: readonly Stage[]
}

/** Reads the part of the Dockerfile format that the project's file uses. */
export function parseDockerfile(text: string): Dockerfile {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const args: Record<string, string> = {}
  const stages: { name: string; base: string; instructions: Instruction[] }[] = []
  for (const line of lines) {
    const instruction = parseInstruction(line)
    if (instruction.name === 'FROM') {
      const [, base, name = ''] = /^(\S+)(?:\s+AS\s+(\S+))?$/i.exec(instruction.text) ?? []
      stages.push({ base: expand(base ?? '', args), name, instructions: [] })
    } else if (stages.length === 0) Object.assign(args, parseArg(instruction.text))
    else stages.at(-1)?.instructions.push(instruction)
  }
  return { args, stages }
}

function parseInstruction(line: string): Instruction {
  const [, name = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line.trim()) ?? []
  const flags: Record<string, string> = {}
  const text = rest.replace(/^(?:--([\w-]+)=(\S+)\s+)+/, (all) => {
    for (const [, flag = '', value = ''] of all.matchAll(/--([\w-]+)=(\S+)/g)) flags[flag] = value
    return ''
  })
  return { name: name.toUpperCase(), text, flags }
}

/** `NAME=default`, or `NAME` without one. */
export function parseArg(text: string): Record<string, string> {
  const [, name = '', value = ''] = /^(\w+)(?:=(.*))?$/.exec(text) ?? []
  return { [name]: value }
}

/** `A=1 B="two words"`, as `ENV` and `LABEL` have it. */
export function parsePairs(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w.]+)=(?:"([^"]*)"|(\S*))/g)].map(([, name, quoted, bare]) => [
      name,
      quoted ?? bare ?? '',
    ]),
  )
}

/** Replaces `${NAME}` by its value; an unknown one is empty, as in Docker. */
export function expand(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}
