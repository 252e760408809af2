// Prints the source of number-zones.bin for the tests: a line for each prefix, `prefix zone&zone`.
import { prefixes } from './zones.js'

for (const [prefix, zones] of prefixes) console.log(`${prefix} ${zones.join('&')}`)
