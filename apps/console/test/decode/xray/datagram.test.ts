import { expect, test } from 'vitest'
import { readDatagram } from '../../../src/decode/xray/datagram.ts'

test.each([
  ['as the Node SDK sends it', '{"format":"json","version":1}\n{"a":1}', '{"a":1}'],
  ['with spaces and upper case', '{ "format": "JSON", "version": 1 }\n{"a":\n1}\n', '{"a":\n1}'],
  ['without a header', '{"a":1}', undefined],
  ['without a document', '{"format":"json","version":1}\n', undefined],
  ['of another version', '{"format":"json","version":2}\n{}', undefined],
  ['of another format', '{"format":"thrift","version":1}\n{}', undefined],
  ['with a header that is not an object', '1\n{}', undefined],
  ['with a header without end', `{"format":"json","version":1${' '.repeat(300)}}\n{}`, undefined],
  ['that is empty', '', undefined],
])('a datagram %s', (_, text, document) => {
  expect(readDatagram(Buffer.from(text))).toBe(document)
})

test('returns undefined for a datagram that is not UTF-8', () => {
  expect(readDatagram(Buffer.from('{"format":"json","version":1}\n\xff\xfe', 'latin1'))).toBe(
    undefined,
  )
})
