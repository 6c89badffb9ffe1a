import { describe, expect, it } from 'vitest'
import type { SegmentDocument } from '../../../../src/signals/segments/document/segment-document.ts'
import { segmentName } from '../../../../src/signals/segments/document/segment-document.ts'
import {
  maxDocumentBytes,
  splitDocument,
} from '../../../../src/signals/segments/document/split-document.ts'

const trace_id = '1-67891233-abcdef012345678912345678'
let made = 0

function node(more: Partial<SegmentDocument> = {}): SegmentDocument {
  made += 1
  const id = made.toString(16).padStart(16, '0')
  return { id, name: `n${made}`, start_time: 1, end_time: 2, ...more }
}

const bytes = (text: string) => Buffer.byteLength(text)
const split = (document: SegmentDocument) =>
  splitDocument(document).map((text) => {
    expect(bytes(text)).toBeLessThanOrEqual(maxDocumentBytes)
    return JSON.parse(text) as SegmentDocument
  })
const idsIn = (document: SegmentDocument): string[] => [
  document.id,
  ...(document.subsegments ?? []).flatMap(idsIn),
]

describe('splitDocument', () => {
  it('keeps a small document unchanged', () => {
    const document = node({ trace_id, subsegments: [node(), node()] })
    expect(splitDocument(document)).toEqual([JSON.stringify(document)])
  })

  it('keeps every subsegment at any depth once, separate ones with their trace and parent', () => {
    const leaf = () => node({ metadata: { a: 'é'.repeat(2000) } })
    const branch = () => node({ subsegments: Array.from({ length: 30 }, leaf) })
    const document = node({ trace_id, subsegments: [branch(), branch(), leaf()] })
    const documents = split(document)
    expect(documents.length).toBeGreaterThan(2)
    expect(documents.flatMap(idsIn).toSorted()).toEqual(idsIn(document).toSorted())
    const parents = new Map<string, string>()
    const note = (parent: SegmentDocument) => {
      for (const child of parent.subsegments ?? []) {
        parents.set(child.id, parent.id)
        note(child)
      }
    }
    note(document)
    for (const alone of documents.slice(1)) {
      expect(alone).toMatchObject({
        type: 'subsegment',
        trace_id,
        parent_id: parents.get(alone.id),
      })
    }
  })

  const long = 'x'.repeat(3000)
  const stack = Array.from({ length: 50 }, () => ({ path: long, line: 1, label: 'f' }))
  const exceptions = [{ id: '1', message: 'kept', type: 'Error', remote: false, stack }]
  it.each<[string, Partial<SegmentDocument>, object, string[]]>([
    [
      'metadata first',
      { metadata: { a: long.repeat(30) }, cause: { working_directory: '/', exceptions: [] } },
      { cause: { exceptions: [] } },
      ['metadata'],
    ],
    [
      'then stack frames, counted',
      { cause: { working_directory: '/', exceptions } },
      { cause: { exceptions: [{ message: 'kept', stack: [], truncated: 50 }] } },
      [],
    ],
    ['then long texts', { aws: { a: long.repeat(30) } }, { aws: { a: `${'x'.repeat(500)}…` } }, []],
    [
      'then all but what names it and its flags',
      { fault: true, aws: { a: Array.from({ length: 5000 }, () => 'some text here') } },
      { fault: true },
      ['aws'],
    ],
  ])('trims large fields: %s', (_title, more, expected, gone) => {
    const [document, ...others] = split(node({ trace_id, ...more }))
    expect(others).toEqual([])
    expect(document).toMatchObject({
      trace_id,
      ...expected,
      annotations: { telemetry_trimmed: true },
    })
    for (const field of gone) expect(document).not.toHaveProperty(field)
  })
})

describe('segmentName', () => {
  it.each([
    ['user-activities', 'user-activities'],
    ['GET /api/activities/@:handle', 'GET /api/activities/@:handle'],
    ['Größe 東京', 'Größe 東京'],
    ['bad*name|<>?', 'bad_name____'],
    ['', 'unknown'],
    ['  ', 'unknown'],
    ['a'.repeat(300), 'a'.repeat(200)],
  ])('makes %j valid', (name, expected) => {
    expect(segmentName(name)).toBe(expected)
  })
})
