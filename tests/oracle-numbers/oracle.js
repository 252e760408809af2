// Asks Google's libphonenumber. An answer is a list: problem, E.164, region, type, national, international, tel: URI, extension.
import library from 'google-libphonenumber'

export const { PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil } = library
export const util = PhoneNumberUtil.getInstance()
export const regions = util.getSupportedRegions().sort()
export const worldwide = util.getSupportedGlobalNetworkCallingCodes().sort()

const typeNames = {
  FIXED_LINE: 'FixedLine', MOBILE: 'Mobile', FIXED_LINE_OR_MOBILE: 'FixedLineOrMobile', TOLL_FREE: 'TollFree', PREMIUM_RATE: 'PremiumRate',
  SHARED_COST: 'SharedCost', VOIP: 'Voip', PERSONAL_NUMBER: 'PersonalNumber', PAGER: 'Pager', UAN: 'Uan', VOICEMAIL: 'Voicemail', UNKNOWN: 'Unknown',
}
export const typeOf = Object.fromEntries(Object.entries(PhoneNumberType).map(([name, value]) => [value, typeNames[name]]))

const result = PhoneNumberUtil.ValidationResult
const problemOf = {
  'Invalid country calling code': 'UnknownCountryCode',
  'The string supplied did not seem to be a phone number': 'NotANumber',
  'Phone number too short after IDD': 'TooShort',
  'The string supplied is too short to be a phone number': 'TooShort',
  'The string supplied is too long to be a phone number': 'TooLong',
}

// The reference knows lengths that are dialled only locally; to a caller from outside they are too short or not assigned.
function problemWith(number) {
  switch (util.isPossibleNumberWithReason(number)) {
    case result.TOO_SHORT: return 'TooShort'
    case result.TOO_LONG: return 'TooLong'
    case result.IS_POSSIBLE_LOCAL_ONLY: return 'LocalOnly'
    default: return 'NotAssigned'
  }
}

export function ask(text, region) {
  let number
  try {
    number = util.parse(text, region)
  } catch (error) {
    if (!(error.message in problemOf)) throw error
    return [problemOf[error.message]]
  }
  if (!util.isValidNumber(number)) return [problemWith(number)]
  return ['None', ...describe(number)]
}

export function describe(number) {
  const name = util.getRegionCodeForNumber(number)
  return [
    util.format(number, PhoneNumberFormat.E164),
    name === '001' ? null : name,
    typeOf[util.getNumberType(number)],
    util.format(number, PhoneNumberFormat.NATIONAL),
    util.format(number, PhoneNumberFormat.INTERNATIONAL),
    util.format(number, PhoneNumberFormat.RFC3966),
    number.getExtension() || null,
  ]
}
