import { independent, type SegmentDocument } from './to-document.ts'
import { maxDocumentBytes, trimDocument } from './trim-document.ts'

/**
 * The texts to send for one document, each within X-Ray's limit. A document that fits is
 * stringified once. One that does not gives up subsegments, which follow as documents of their
 * own; what is too large without any is trimmed, and says so.
 */
export function splitDocument(document: SegmentDocument): string[] {
  const text = JSON.stringify(document)
  // No character takes more than three bytes; most documents are done here.
  if (text.length * 3 <= maxDocumentBytes || Buffer.byteLength(text) <= maxDocumentBytes) {
    return [text]
  }
  return split(document, String(document.trace_id))
}

function split(document: SegmentDocument, traceId: string): string[] {
  const { subsegments = [], ...own } = document
  const ownText = trimDocument(own)
  let room = maxDocumentBytes - Buffer.byteLength(ownText) - '"subsegments":[],'.length
  const kept: string[] = []
  const others: string[] = []
  for (const child of subsegments) {
    const text = JSON.stringify(child)
    const bytes = Buffer.byteLength(text) + 1
    if (bytes <= room) {
      room -= bytes
      kept.push(text)
    } else others.push(...splitDocument(independent(child, traceId, document.id)))
  }
  const withKept =
    kept.length === 0 ? ownText : `${ownText.slice(0, -1)},"subsegments":[${kept.join(',')}]}`
  return [withKept, ...others]
}
