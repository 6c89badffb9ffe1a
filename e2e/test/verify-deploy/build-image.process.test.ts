import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildImage } from '../../verify-deploy/build-image.ts'
import { parseDockerfile } from '../../verify-deploy/dockerfile.ts'
import { hideFolder } from '../../verify-deploy/hide-folder.ts'
import type { StepResult } from '../../verify-deploy/step.ts'

let folder: string
let steps: StepResult[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'build-image-'))
  steps = []
  await mkdir(join(folder, 'context'))
  await writeFile(join(folder, 'context', 'source.txt'), 'source')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const build = (dockerfile: string, prefix: readonly string[] = []) =>
  buildImage({
    dockerfile: parseDockerfile(dockerfile),
    target: 'runtime',
    args: { APP: 'home', VERSION: '1.2.3' },
    context: join(folder, 'context'),
    work: join(folder, 'work'),
    path: process.env.PATH ?? '',
    prefix,
    onStep: (step) => steps.push(step),
  })

describe('building without an engine', () => {
  test('runs each stage in its own folder and returns the files and the configuration of the last one', async () => {
    const image = await build(`
FROM node AS unused
RUN exit 1
FROM node AS build
ARG APP
WORKDIR /repo
COPY . .
RUN printf "$APP" > built.txt && mkdir ../out && mv *.txt ../out
FROM distroless AS runtime
ARG APP
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="\${APP}" org.opencontainers.image.revision="\${REVISION}"
WORKDIR /app
COPY --from=build /out ./
ENV HOST=0.0.0.0 NAME=\${APP}-\${VERSION}
HEALTHCHECK --interval=10s CMD ["node", "-e", "check()"]
CMD ["--import", "x", "main.js"]
`)
    expect(image).toMatchObject({
      workFolder: '/app',
      env: { HOST: '0.0.0.0', NAME: 'home-1.2.3' },
      labels: {
        'org.opencontainers.image.title': 'home',
        'org.opencontainers.image.revision': 'unknown',
      },
      command: ['--import', 'x', 'main.js'],
      healthCheck: ['node', '-e', 'check()'],
    })
    expect((await readdir(join(image.root, 'app'))).sort()).toEqual(['built.txt', 'source.txt'])
    expect(await readFile(join(image.root, 'app/built.txt'), 'utf8')).toBe('home')
    expect(steps.map(({ stage }) => stage)).toEqual(['build'])
  })

  test('a step gets nothing of this environment that the Dockerfile does not give', async () => {
    process.env.CRUDDUR_SECRET_OF_THIS_SHELL = 'hunter2'
    try {
      const { root } = await build('FROM node AS runtime\nRUN env > env.txt')
      const env = await readFile(join(root, 'env.txt'), 'utf8')
      expect(env).toContain('PATH=')
      expect(env).not.toContain('hunter2')
    } finally {
      delete process.env.CRUDDUR_SECRET_OF_THIS_SHELL
    }
  })

  test('a failing step ends the build and reports its last output', async () => {
    const failing = build('FROM node AS runtime\nRUN echo no such package >&2; false\nRUN true')
    await expect(failing).rejects.toThrow(/^runtime: echo .*\nended with 1:\nno such package\n$/)
    expect(steps).toEqual([])
  })

  test('a step cannot read or change the folder that is hidden from it', async ({ skip }) => {
    const hidden = join(folder, 'repository')
    await mkdir(hidden)
    await writeFile(join(hidden, 'package.json'), '{}')
    const prefix = await hideFolder(hidden)
    skip(prefix.length === 0, 'this machine gives no mounts')
    const { root } = await build(
      `FROM node AS runtime\nRUN ls -A ${hidden} > seen.txt; ! touch ${hidden}/new`,
      prefix,
    )
    expect(await readFile(join(root, 'seen.txt'), 'utf8')).toBe('')
    await access(join(hidden, 'package.json'))
    const reading = build(`FROM node AS runtime\nRUN cat ${hidden}/package.json`, prefix)
    await expect(reading).rejects.toThrow('No such file')
  })
})
