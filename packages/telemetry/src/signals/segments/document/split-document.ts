import type { SegmentDocument } from './segment-document.ts'
import { independent } from './to-document.ts'
import { maxDocumentBytes, trimDocument } from './trim-document.ts'

/**
 * Serializes a document as one or more texts within X-Ray's limit. A document that is too large is split:
 * subsegments that do not fit follow as separate documents. One that is too large without subsegments is
 * truncated and marked.
 */
export function splitDocument(document: SegmentDocument): string[] {
  const text = JSON.stringify(document)
  // A UTF-16 unit takes at most three bytes; most documents are small enough.
  if (text.length * 3 <= maxDocumentBytes || Buffer.byteLength(text) <= maxDocumentBytes) {
    return [text]
  }
  return split(document, String(document.trace_id))
}

function split(document: SegmentDocument, traceId: string): string[] {
  const { subsegments = [], ...own } = document
  const ownText = trimDocument(own)
  let remainingBytes = maxDocumentBytes - Buffer.byteLength(ownText) - '"subsegments":[],'.length
  const kept: string[] = []
  const others: string[] = []
  for (const child of subsegments) {
    const text = JSON.stringify(child)
    const bytes = Buffer.byteLength(text) + 1
    if (bytes <= remainingBytes) {
      remainingBytes -= bytes
      kept.push(text)
    } else others.push(...splitDocument(independent(child, traceId, document.id)))
  }
  const withKept =
    kept.length === 0 ? ownText : `${ownText.slice(0, -1)},"subsegments":[${kept.join(',')}]}`
  return [withKept, ...others]
}
