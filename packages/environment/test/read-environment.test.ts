import { describe, expect, it } from 'vitest'
import {
  ConfigurationError,
  describeVariables,
  flag,
  matching,
  number,
  oneOf,
  readEnvironment,
  secret,
  text,
  url,
} from '../src/index.ts'

const schema = {
  PORT: number({ description: 'Port', default: 4001, min: 0, max: 65_535 }),
  RATIO: number({ description: 'Share kept', default: 1, min: 0, max: 1, integer: false }),
  LOG_LEVEL: oneOf(['debug', 'info'], { description: 'Level', default: 'info' }),
  TOKEN: secret({ description: 'Key' }),
  ENDPOINT: url({ description: 'Where to' }),
  NAME: text({ description: 'Name', default: 'home' }),
  ENABLED: flag({ description: 'On', default: true }),
  ADDRESS: matching(/^\S+:\d+$/, 'host:port', { description: 'Daemon' }),
}

describe('readEnvironment', () => {
  it('returns defaults for unset and empty variables', () => {
    expect(readEnvironment(schema, { PORT: ' ', NAME: '' })).toEqual({
      PORT: 4001,
      RATIO: 1,
      LOG_LEVEL: 'info',
      TOKEN: undefined,
      ENDPOINT: undefined,
      NAME: 'home',
      ENABLED: true,
      ADDRESS: undefined,
    })
  })

  it.each([
    ['.5', 0.5],
    ['5e-1', 0.5],
    ['1e-9', 1e-9],
    ['1.', 1],
  ])('reads %s as a number', (RATIO, expected) => {
    expect(readEnvironment(schema, { RATIO }).RATIO).toBe(expected)
  })

  it.each(['NaN', '2', '-0.1', '0x1', '1e', 'Infinity', '0,5'])(
    'rejects the number %s',
    (RATIO) => {
      expect(() => readEnvironment(schema, { RATIO })).toThrow(/a number between 0 and 1/)
    },
  )

  it('prefers overrides to the environment and the environment to defaults', () => {
    const values = readEnvironment(schema, { PORT: '1', RATIO: '0.5' }, { PORT: 2 })
    expect([values.PORT, values.RATIO, values.NAME]).toEqual([2, 0.5, 'home'])
  })

  it('reports every invalid variable with its value and the allowed form', () => {
    const wrong = { PORT: '70000', RATIO: 'half', LOG_LEVEL: 'loud', ENABLED: 'yes', ADDRESS: 'x' }
    expect(() => readEnvironment(schema, wrong)).toThrow(
      new ConfigurationError([
        { name: 'PORT', value: '"70000"', allowed: 'an integer between 0 and 65535' },
        { name: 'RATIO', value: '"half"', allowed: 'a number between 0 and 1' },
        { name: 'LOG_LEVEL', value: '"loud"', allowed: 'one of debug, info' },
        { name: 'ENABLED', value: '"yes"', allowed: 'true or false' },
        { name: 'ADDRESS', value: '"x"', allowed: 'host:port' },
      ]),
    )
  })

  it.each(['ftp://h', 'h:4318', 'http://user:pass@h', 'http://'])(
    'rejects %s as a URL',
    (value) => {
      expect(() => readEnvironment(schema, { ENDPOINT: value })).toThrow(/ENDPOINT must be an http/)
    },
  )

  it('hides the value of a secret', () => {
    const hidden = { KEY: { ...secret({ description: 'Key' }), parse: () => expect.fail() } }
    expect(() => readEnvironment(hidden, { KEY: 's3cr3t' })).toThrow(
      /^KEY must be any text \(never shown\) \(got \(hidden\)\)$/,
    )
  })

  it('returns a frozen object', () => {
    expect(Object.isFrozen(readEnvironment(schema, {}))).toBe(true)
  })
})

describe('describeVariables', () => {
  it('lists each variable in order with its default and allowed form', () => {
    expect(describeVariables(schema).slice(0, 4)).toEqual([
      {
        name: 'PORT',
        allowed: 'an integer between 0 and 65535',
        default: '4001',
        description: 'Port',
      },
      {
        name: 'RATIO',
        allowed: 'a number between 0 and 1',
        default: '1',
        description: 'Share kept',
      },
      { name: 'LOG_LEVEL', allowed: 'one of debug, info', default: 'info', description: 'Level' },
      { name: 'TOKEN', allowed: 'any text (never shown)', default: '', description: 'Key' },
    ])
  })
})
