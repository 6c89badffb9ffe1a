import { cp, mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Dockerfile, expand, parseArg, parsePairs, type Stage } from './dockerfile.ts'
import { runStep, type StepResult } from './step.ts'

export interface Image {
  /** The folder used as `/`. */
  readonly root: string
  readonly workFolder: string
  readonly env: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
  readonly command: readonly string[]
  readonly healthCheck: readonly string[]
}

export interface BuildOptions {
  readonly dockerfile: Dockerfile
  readonly target: string
  readonly args: Readonly<Record<string, string>>
  /** The files that `COPY . .` copies. */
  readonly context: string
  /** An empty folder; each stage gets its own below it. */
  readonly work: string
  /** Folder of `node` and `npm`. */
  readonly path: string
  /** Prefix of the shell of each `RUN`. */
  readonly prefix?: readonly string[]
  readonly onStep: (step: StepResult) => void
}

/**
 * Replaces `docker build --target` without an engine: each stage is a folder, each `RUN` a
 * shell in it. A base image is an empty folder, so the files of a step must come from earlier steps.
 */
export async function buildImage(options: BuildOptions): Promise<Image> {
  const { dockerfile, target, work } = options
  const built = new Map<string, Promise<Image>>()
  const image = (name: string): Promise<Image> => {
    const stage = dockerfile.stages.find((candidate) => candidate.name === name)
    const known = built.get(name)
    if (known) return known
    const building = stage
      ? build(stage, options, join(work, name), image)
      : Promise.resolve({
          root: '',
          workFolder: '/',
          env: {},
          labels: {},
          command: [],
          healthCheck: [],
        })
    built.set(name, building)
    return building
  }
  return image(target)
}

async function build(
  stage: Stage,
  options: BuildOptions,
  root: string,
  image: (name: string) => Promise<Image>,
): Promise<Image> {
  const base = await image(stage.base)
  await mkdir(root, { recursive: true })
  if (base.root) await copy(base.root, root)
  let { workFolder, env, labels, command, healthCheck } = base
  const args: Record<string, string> = {}
  const place = (path: string) => join(root, path.startsWith('/') ? path : join(workFolder, path))

  for (const { name, text, flags } of stage.instructions) {
    const shown = expand(text, { ...env, ...args })
    switch (name) {
      case 'ARG':
        for (const [arg, value] of Object.entries(parseArg(text)))
          args[arg] = options.args[arg] ?? value
        break
      case 'ENV':
        env = { ...env, ...parsePairs(shown) }
        break
      case 'LABEL':
        labels = { ...labels, ...parsePairs(shown) }
        break
      case 'WORKDIR':
        workFolder = shown
        await mkdir(place('.'), { recursive: true })
        break
      case 'COPY': {
        const [source = '', destination = ''] = shown.split(/\s+/)
        const from = flags.from ? (await image(flags.from)).root : options.context
        await copy(join(from, source), place(destination))
        break
      }
      case 'RUN':
        options.onStep(
          await runStep({
            stage: stage.name,
            command: shown,
            folder: place('.'),
            env: stepEnv(root, options, env, args),
            prefix: options.prefix ?? [],
          }),
        )
        break
      case 'CMD':
        command = JSON.parse(text)
        break
      case 'HEALTHCHECK':
        healthCheck = JSON.parse(text.slice(text.indexOf('[')))
        break
    }
  }
  return { root, workFolder, env, labels, command, healthCheck }
}

/** Settings with which this machine reaches a registry; a container engine passes its own. */
const networkVariables = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
]
const network = Object.fromEntries(
  networkVariables.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value]]
  }),
)

/** Programs that a step installs globally go below its own root. */
const stepEnv = (
  root: string,
  { path }: BuildOptions,
  env: Image['env'],
  args: Readonly<Record<string, string>>,
) => ({
  ...network,
  ...env,
  ...args,
  PATH: `${join(root, 'usr/local/bin')}:${path}`,
  HOME: process.env.HOME ?? root,
  npm_config_prefix: join(root, 'usr/local'),
})

async function copy(source: string, destination: string): Promise<void> {
  await mkdir(dirname(destination), { recursive: true })
  const isFolder = (await stat(source)).isDirectory()
  await cp(source, destination, { recursive: isFolder, verbatimSymlinks: true })
}
