// Loaded with --require: writes the peak resident set of this process in KiB to descriptor 3 as it ends.
const { writeSync } = require('node:fs')
const { isMainThread } = require('node:worker_threads')

// Worker threads load this too, and the figure is that of the whole process.
if (isMainThread) process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)))
