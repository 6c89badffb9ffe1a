import { describe, expect, test } from 'vitest'
import { expand, parseDockerfile, parsePairs } from '../../verify-deploy/dockerfile.ts'

const file = `# syntax=docker/dockerfile:1.7
ARG BASE=node:26
FROM \${BASE} AS build
ARG APP
# a comment between
COPY --from=tools /a/ ./
RUN --mount=type=cache,id=store,target=/store \\
    install --frozen \\
 # a comment within
 && build
FROM scratch
CMD ["--import", "x", "main.js"]
`

describe('a Dockerfile', () => {
  test('is read as stages of instructions, lines joined and comments left out', () => {
    const { args, stages } = parseDockerfile(file)
    expect(args).toEqual({ BASE: 'node:26' })
    expect(stages).toEqual([
      {
        name: 'build',
        base: 'node:26',
        instructions: [
          { name: 'ARG', text: 'APP', flags: {} },
          { name: 'COPY', text: '/a/ ./', flags: { from: 'tools' } },
          {
            name: 'RUN',
            text: 'install --frozen && build',
            flags: { mount: 'type=cache,id=store,target=/store' },
          },
        ],
      },
      {
        name: '',
        base: 'scratch',
        instructions: [{ name: 'CMD', text: '["--import", "x", "main.js"]', flags: {} }],
      },
    ])
  })

  test('has pairs with and without quotes', () => {
    expect(parsePairs('A=1 org.title="two words" EMPTY= B=two')).toEqual({
      A: '1',
      'org.title': 'two words',
      EMPTY: '',
      B: 'two',
    })
  })

  test('replaces variables, an unknown one with an empty text', () => {
    const text = ['APP', 'VERSION', 'NONE'].map((name) => `$\{${name}}`).join(':')
    expect(expand(text, { APP: 'home', VERSION: '1' })).toBe('home:1:')
  })
})
