import { expect, test } from 'vitest'
import { createRedactor } from '../../src/redaction/index.ts'
import { canaries } from './canaries.ts'

const redactor = createRedactor()

test.each(canaries)('hides $kind', ({ text, value, secret }) => {
  const shown = text === undefined ? JSON.stringify(redactor.value(value)) : redactor.text(text)
  expect(shown).not.toContain(secret)
})

test.each(canaries.filter(({ text }) => text !== undefined))(
  'leaves a redacted text as it is: $kind',
  ({ text = '' }) => {
    const once = redactor.text(text)
    expect(redactor.text(once)).toBe(once)
  },
)
