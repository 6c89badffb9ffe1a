// An Express app with the X-Ray SDK: samples by the rules of the daemon and sends segments by UDP.
const { once } = require('node:events')
const http = require('node:http')
const AWSXRay = require('aws-xray-sdk')
const express = require('express')

AWSXRay.captureHTTPsGlobal(http)
const app = express()
app.use(AWSXRay.express.openSegment('shop'))
app.get('/', (_request, response) => {
  const segment = AWSXRay.getSegment()
  segment.addAnnotation('items', 3)
  segment.addMetadata('order', { id: 'o-1' }, 'shop')
  AWSXRay.captureAsyncFunc('check order', (subsegment) => {
    http.get(process.argv[2], (timeline) => {
      timeline.resume()
      timeline.on('end', () => {
        subsegment.close()
        response.json({ trace: segment.trace_id })
      })
    })
  })
})
app.get('/failure', () => {
  throw new Error('no such item')
})
app.use(AWSXRay.express.closeSegment())

async function main() {
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${server.address().port}`
  const { trace } = await (await fetch(url)).json()
  // Until the rules of the daemon arrive, the SDK samples one request per second: this one is sampled by its caller.
  const headers = { 'x-amzn-trace-id': 'Sampled=1' }
  await (await fetch(`${url}/failure`, { headers })).text()
  process.stdout.write(`${trace}\n`)
  // The SDK has no flush; its datagrams are sent before the event loop is empty.
  server.closeAllConnections()
  server.close(() => setTimeout(() => process.exit(), 500))
}

main()
