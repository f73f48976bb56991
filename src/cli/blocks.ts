/** Text handed over at once, in UTF-16 code units. */
const blockLength = 1 << 16

/** Parts in blocks of some size, since each is written by itself; a whole answer may be longer than a string can be. */
export function* blocks(parts: string | Iterable<string>): Generator<string> {
  let block = ''
  for (const part of typeof parts === 'string' ? [parts] : parts) {
    block += part
    if (block.length < blockLength) continue
    yield block
    block = ''
  }
  if (block !== '') yield block
}
