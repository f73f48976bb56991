// Prints what one stage of the .reg reader makes of a file, for debugging:
//   npm run stages -- decode|scan|parse FILE
import { readFileSync } from 'node:fs'
import { bytesSource, LineScanner, lineKind, readReg, UnitReader } from '../src/formats/reg/index.ts'
import { visible } from '../src/report/escape.ts'

const [stage = '', file = ''] = process.argv.slice(2)
const shown = 100

/** Bytes to text: the encoding, then the text in blocks as the decoder gives it. */
function printDecoded(bytes: Uint8Array): void {
  const reader = new UnitReader(bytesSource(bytes))
  console.log(`${reader.encodingName}${reader.byteOrderMark ? ' with byte order mark' : ''}`)
  const units = new Uint16Array(80)
  for (let at = 0, count = reader.fill(units, 0); count > 0; at += count, count = reader.fill(units, 0))
    console.log(`${at}\t${visible(String.fromCharCode(...units.subarray(0, count)))}`)
}

/** Text to physical lines with their kind. */
function printScanned(bytes: Uint8Array): void {
  const scanner = new LineScanner(new UnitReader(bytesSource(bytes)))
  while (scanner.advance()) {
    const { units, start, end, line } = scanner
    const text = String.fromCharCode(...units.subarray(start, Math.min(end, start + shown)))
    console.log(`${line}\t${lineKind(units, start, end)}\t${end - start}\t${visible(text)}`)
  }
}

/** Tokens to edits in both readings, and the diagnostics. */
function printParsed(bytes: Uint8Array): void {
  const { edits = [], diagnostics } = readReg(bytes, { file, keepEdits: true })
  for (const edit of edits) {
    const { line, column, length } = edit.at
    const reading = edit.written && edit.imported ? 'both' : edit.written ? 'as written' : 'as imported'
    const what =
      edit.kind === 'set-value'
        ? `${edit.value.name} = type ${edit.value.type}, ${Buffer.from(edit.value.data).toString('hex').slice(0, shown)}`
        : edit.kind === 'delete-value'
          ? edit.name
          : ''
    console.log(
      `${line}:${column}+${length}\t${edit.kind}\t${reading}\t${visible(`${edit.keyPath}\t${what}`)}`,
    )
  }
  for (const { at, code, severity, message } of diagnostics)
    console.log(`${at.line}:${at.column}\t${severity}\t${code}\t${visible(message)}`)
}

const stages = new Map([
  ['decode', printDecoded],
  ['scan', printScanned],
  ['parse', printParsed],
])
const print = stages.get(stage)
if (print && file) print(readFileSync(file))
else {
  console.error('usage: npm run stages -- decode|scan|parse FILE')
  process.exitCode = 2
}
