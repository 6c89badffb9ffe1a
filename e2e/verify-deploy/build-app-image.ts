import { cp, mkdir, readFile } from 'node:fs/promises'
import { delimiter, join, sep } from 'node:path'
import { services } from '../../scripts/services.ts'
import { buildImage, type Image } from './build-image.ts'
import { copyContext } from './copy-context.ts'
import { parseDockerfile } from './dockerfile.ts'
import { hideFolder } from './hide-folder.ts'
import type { StepResult } from './step.ts'

export const appNames: readonly string[] = [...services.map(({ name }) => name), 'console']

export interface AppImage extends Image {
  /** The folder of the application in the image. */
  readonly tree: string
  /** The Node that built it and runs it; a copy away from the repository. */
  readonly node: string
  /** Prefix of a command that hides the folder of the repository; empty where the system does not support it. */
  readonly prefix: readonly string[]
}

/** Builds an app's image by the Dockerfile, in folders below `work` and away from the repository. */
export async function buildAppImage(
  app: string,
  repository: string,
  work: string,
  onStep: (step: StepResult) => void,
): Promise<AppImage> {
  const context = join(work, 'context')
  await copyContext(repository, context)
  const programs = join(work, 'programs')
  await mkdir(programs)
  const node = join(programs, 'node')
  await cp(process.execPath, node, { dereference: true })
  const elsewhere = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder.startsWith(sep) && !folder.startsWith(repository))
  const prefix = await hideFolder(repository)
  const image = await buildImage({
    dockerfile: parseDockerfile(await readFile(join(context, 'Dockerfile'), 'utf8')),
    target: app === 'console' ? 'console' : 'service',
    args: { APP: app, VERSION: await versionOf(app, context), REVISION: 'verify-deploy' },
    context,
    work: join(work, 'stages'),
    path: [programs, ...elsewhere].join(delimiter),
    prefix,
    onStep,
  })
  return {
    ...image,
    tree: join(image.root, image.workFolder),
    node,
    prefix,
  }
}

async function versionOf(app: string, context: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(context, 'apps', app, 'package.json'), 'utf8'))
  return manifest.version
}
