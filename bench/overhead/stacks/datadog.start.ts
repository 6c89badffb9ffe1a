import tracer from 'dd-trace'

// The writer sends every two seconds and has no public flush; wait for the next interval.
const turnMillis = 2_500
tracer.init()
globalThis.benchStack = { flush: () => new Promise((resolve) => setTimeout(resolve, turnMillis)) }
