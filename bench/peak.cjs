// Loaded with --require: writes the peak resident set of this process in KiB to descriptor 3 as it ends.
const { writeSync } = require('node:fs')

process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)))
