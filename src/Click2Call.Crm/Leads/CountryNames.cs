using System.Collections.Frozen;

namespace Click2Call.Crm.Leads;

/// <summary>
/// Countries as CRMs write them: a code of ISO 3166, or the name in English. Names are those of Unicode CLDR, and a few
/// that people use besides.
/// </summary>
internal static class CountryNames
{
    private const string All =
        "ACAscension Island|ADAndorra|AEUnited Arab Emirates|AFAfghanistan|AGAntigua and Barbuda|AIAnguilla|ALAlbania|AMArmenia|" +
        "AOAngola|ARArgentina|ASAmerican Samoa|ATAustria|AUAustralia|AWAruba|AXAland Islands|AZAzerbaijan|" +
        "BABosnia and Herzegovina|BBBarbados|BDBangladesh|BEBelgium|BFBurkina Faso|BGBulgaria|BHBahrain|BIBurundi|BJBenin|" +
        "BLSt. Barthelemy|BMBermuda|BNBrunei|BOBolivia|BQCaribbean Netherlands|BRBrazil|BSBahamas|BTBhutan|BWBotswana|BYBelarus|" +
        "BZBelize|CACanada|CCCocos (Keeling) Islands|CDCongo - Kinshasa|CFCentral African Republic|CGCongo - Brazzaville|" +
        "CHSwitzerland|CICote d'Ivoire|CKCook Islands|CLChile|CMCameroon|CNChina|COColombia|CRCosta Rica|CUCuba|CVCape Verde|" +
        "CWCuracao|CXChristmas Island|CYCyprus|CZCzechia|DEGermany|DJDjibouti|DKDenmark|DMDominica|DODominican Republic|" +
        "DZAlgeria|ECEcuador|EEEstonia|EGEgypt|EHWestern Sahara|EREritrea|ESSpain|ETEthiopia|FIFinland|FJFiji|FKFalkland Islands|" +
        "FMMicronesia|FOFaroe Islands|FRFrance|GAGabon|GBUnited Kingdom|GDGrenada|GEGeorgia|GFFrench Guiana|GGGuernsey|GHGhana|" +
        "GIGibraltar|GLGreenland|GMGambia|GNGuinea|GPGuadeloupe|GQEquatorial Guinea|GRGreece|GTGuatemala|GUGuam|GWGuinea-Bissau|" +
        "GYGuyana|HKHong Kong SAR China|HNHonduras|HRCroatia|HTHaiti|HUHungary|IDIndonesia|IEIreland|ILIsrael|IMIsle of Man|" +
        "INIndia|IOBritish Indian Ocean Territory|IQIraq|IRIran|ISIceland|ITItaly|JEJersey|JMJamaica|JOJordan|JPJapan|KEKenya|" +
        "KGKyrgyzstan|KHCambodia|KIKiribati|KMComoros|KNSt. Kitts and Nevis|KPNorth Korea|KRSouth Korea|KWKuwait|" +
        "KYCayman Islands|KZKazakhstan|LALaos|LBLebanon|LCSt. Lucia|LILiechtenstein|LKSri Lanka|LRLiberia|LSLesotho|LTLithuania|" +
        "LULuxembourg|LVLatvia|LYLibya|MAMorocco|MCMonaco|MDMoldova|MEMontenegro|MFSt. Martin|MGMadagascar|MHMarshall Islands|" +
        "MKNorth Macedonia|MLMali|MMMyanmar (Burma)|MNMongolia|MOMacao SAR China|MPNorthern Mariana Islands|MQMartinique|" +
        "MRMauritania|MSMontserrat|MTMalta|MUMauritius|MVMaldives|MWMalawi|MXMexico|MYMalaysia|MZMozambique|NANamibia|" +
        "NCNew Caledonia|NENiger|NFNorfolk Island|NGNigeria|NINicaragua|NLNetherlands|NONorway|NPNepal|NRNauru|NUNiue|" +
        "NZNew Zealand|OMOman|PAPanama|PEPeru|PFFrench Polynesia|PGPapua New Guinea|PHPhilippines|PKPakistan|PLPoland|" +
        "PMSt. Pierre and Miquelon|PRPuerto Rico|PSPalestinian Territories|PTPortugal|PWPalau|PYParaguay|QAQatar|REReunion|" +
        "RORomania|RSSerbia|RURussia|RWRwanda|SASaudi Arabia|SBSolomon Islands|SCSeychelles|SDSudan|SESweden|SGSingapore|" +
        "SHSt. Helena|SISlovenia|SJSvalbard and Jan Mayen|SKSlovakia|SLSierra Leone|SMSan Marino|SNSenegal|SOSomalia|SRSuriname|" +
        "SSSouth Sudan|STSao Tome and Principe|SVEl Salvador|SXSint Maarten|SYSyria|SZEswatini|TATristan da Cunha|" +
        "TCTurks and Caicos Islands|TDChad|TGTogo|THThailand|TJTajikistan|TKTokelau|TLTimor-Leste|TMTurkmenistan|TNTunisia|" +
        "TOTonga|TRTurkiye|TTTrinidad and Tobago|TVTuvalu|TWTaiwan|TZTanzania|UAUkraine|UGUganda|USUnited States|UYUruguay|" +
        "UZUzbekistan|VAVatican City|VCSt. Vincent and Grenadines|VEVenezuela|VGBritish Virgin Islands|VIU.S. Virgin Islands|" +
        "VNVietnam|VUVanuatu|WFWallis and Futuna|WSSamoa|XKKosovo|YEYemen|YTMayotte|ZASouth Africa|ZMZambia|ZWZimbabwe";

    private const string Others =
        "USUSA|USUnited States of America|USU.S.A.|USU.S.|GBUK|GBU.K.|GBGreat Britain|GBEngland|GBScotland|GBWales|GBNorthern Ireland|" +
        "GBGBR|ILISR|DEDEU|FRFRA|CACAN|AUAUS|AEUAE|CZCzech Republic|RURussian Federation|KRRepublic of Korea|KRKOR|TRTurkey|TRTrkiye|CICte d'Ivoire|NLHolland|" +
        "NLThe Netherlands|VNViet Nam|VNVNM|ININD|ESESP|ITITA|BRBRA|MXMEX|UAUKR|PLPOL|MKMacedonia|CICote d'Ivoire|HKHong Kong|MOMacao|" +
        "PSPalestine|MMMyanmar|CDDR Congo|CGCongo|BABosnia|TTTrinidad|LAPeople's Democratic Republic of Laos|MDRepublic of Moldova";

    private static readonly FrozenDictionary<string, string> Regions = (All + "|" + Others).Split('|')
        .Select(entry => (Name: Plain(entry[2..]), Region: entry[..2]))
        .DistinctBy(entry => entry.Name)
        .ToFrozenDictionary(entry => entry.Name, entry => entry.Region, StringComparer.Ordinal);

    private static readonly FrozenSet<string> Codes = Regions.Values.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The region (ISO 3166 alpha-2) that a text names; null when it names none that we know.</summary>
    public static string? Region(string? text)
    {
        if (text is null || text.Length > 60)
            return null;
        var code = text.Trim().ToUpperInvariant();
        return Codes.Contains(code) ? code : Regions.GetValueOrDefault(Plain(text));
    }

    // ASCII letters alone: "Cote d'Ivoire" and "cote divoire" are one, and "Türkiye" is found as it is listed, without its dots.
    private static string Plain(string text) => string.Concat(text.Where(char.IsAsciiLetter).Select(char.ToLowerInvariant));
}
