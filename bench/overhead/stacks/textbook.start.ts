// The four libraries, each set up as its README describes.
import AWSXRay from 'aws-xray-sdk-core'
import './fastify-otel.start.ts'

interface Reply {
  raw: { on(event: 'finish', listener: () => void): void }
}
type Hook = (request: unknown, reply: Reply, done: () => void) => void
interface App {
  addHook(name: 'onRequest', hook: Hook): void
}

AWSXRay.setContextMissingStrategy('IGNORE_ERROR')
globalThis.benchStack = {
  ...globalThis.benchStack,
  register: async (app) => {
    const hook: Hook = (_request, reply, done) => {
      const namespace = AWSXRay.getNamespace()
      namespace.run(() => {
        const segment = new AWSXRay.Segment('bench')
        AWSXRay.setSegment(segment)
        reply.raw.on('finish', () => segment.close())
        done()
      })
    }
    ;(app as App).addHook('onRequest', hook)
  },
}
