// usage: node examples.js     → one line of JSON per example number: [where, text, region, ...answer]
import { ask, regions, worldwide, util, PhoneNumberFormat, PhoneNumberType } from './oracle.js'

const kinds = ['FixedLine', 'Mobile', 'TollFree', 'PremiumRate', 'SharedCost', 'Voip', 'PersonalNumber', 'Pager', 'Uan', 'Voicemail']

export const exampleOf = (region, type) => util.getExampleNumberForType(region, type)

export const worldwideExamples = (code) => kinds.flatMap((kind) => {
  const description = util.getMetadataForNonGeographicalRegion(code)[`get${kind}`]()
  return description?.hasExampleNumber() ? [`+${code}${description.getExampleNumber()}`] : []
})

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const write = (where, text, region) => console.log(JSON.stringify([where, text, region, ...ask(text, region)]))
  for (const region of regions) {
    for (const [name, type] of Object.entries(PhoneNumberType)) {
      const number = type < 0 ? null : exampleOf(region, type)
      if (number) write(`${region} ${name}`, util.format(number, PhoneNumberFormat.E164), null)
    }
  }
  for (const code of worldwide) for (const text of worldwideExamples(code)) write(`worldwide +${code}`, text, null)
}
