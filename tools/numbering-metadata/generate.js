// Regenerates src/Click2Call/Numbers/numbering-plan.bin from the metadata in the npm package libphonenumber-js.
// usage: npm ci && npm run generate        (or: npm run check, which fails when the committed file differs)
import { readFileSync, writeFileSync } from 'node:fs'
import { write } from './layout.js'
import { version } from './plan.js'

const target = new URL('../../src/Click2Call/Numbers/numbering-plan.bin', import.meta.url)
const { bytes, summary } = write()

if (process.argv.includes('--check')) {
  if (!readFileSync(target).equals(bytes)) {
    console.error('numbering-plan.bin is not what libphonenumber-js', version, 'yields: run `npm run generate`')
    process.exit(1)
  }
} else {
  writeFileSync(target, bytes)
}
console.log(`libphonenumber-js ${version}: ${summary}, ${bytes.length} bytes`)
