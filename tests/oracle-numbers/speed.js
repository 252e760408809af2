// usage: node speed.js     → parse + validate per second of google-libphonenumber, the peer in docs/numbers.md
import { util } from './oracle.js'

const shapes = [['+972547654321', null], ['054-765 4321', 'IL'], ['+972 (0)54 765 4321', null], ['00972547654321', 'IL'], ['(415) 555-2671', 'US'], ['+1 415-555-2671', null], ['+44 20 7946 0958', null], ['tel:+1-415-555-2671;ext=12', null], ['011 15-2345-6789', 'AR'], ['+1 876 987 6543', null]]

for (const [text, region] of shapes) {
  let best = Infinity
  // The best of many short batches, as in NumbersSpeed.cs.
  for (let batch = 0; batch < 500; batch++) {
    const start = process.hrtime.bigint()
    for (let i = 0; i < 50; i++) util.isValidNumber(util.parse(text, region))
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 50)
  }
  console.log(`${text.padEnd(28)} ${(region ?? '').padEnd(3)} ${Math.round(best)} ns, ${Math.round(1e9 / best)} per second`)
}
