/**
 * Codes that are values wherever a path has them: languages (ISO 639-1), countries (ISO 3166-1 alpha-2), currencies
 * (ISO 4217). Facts; no licence attaches.
 */
const languages = new Set(
  (
    'aa ab af ak am ar as az ba be bg bn bo br bs ca cs cy da de dz ee el en eo es et eu fa ff fi fo fr fy ga gd gl gu ' +
    'ha he hi hr ht hu hy ia id ig is it iw ja jv ka kk km kn ko ku ky la lb lg ln lo lt lv mg mi mk ml mn mr ms mt my ' +
    'nb ne nl nn no ny om or pa pl ps pt qu rm rn ro ru rw sa sd se si sk sl sm sn so sq sr st su sv sw ta te tg th ti ' +
    'tk tl tn to tr ts tt ug uk ur uz ve vi wo xh yi yo za zh zu'
  ).split(' '),
);

const countries = new Set(
  (
    'AD AE AF AG AI AL AM AO AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL ' +
    'CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP ' +
    'GQ GR GT GU GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KM KN KP KR KW KY KZ LA LB LC LI LK LR ' +
    'LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NZ OM PA PE ' +
    'PF PG PH PK PL PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TC TD TG TH TJ ' +
    'TL TM TN TO TR TT TV TW TZ UA UG UK US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW'
  ).split(' '),
);

const currencies = new Set(
  (
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP ' +
    'CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ' +
    'ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT ' +
    'MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD ' +
    'SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND ' +
    'VUV WST XAF XAU XCD XOF XPF YER ZAR ZMW ZWL BTC ETH USDT'
  ).split(' '),
);

/** `de`, `DE`, `de-AT`, `EUR`, `EURUSD`, `EUR-USD`. */
export const isListedCode = (segment: string): boolean => {
  if (segment.length === 2) return languages.has(segment) || countries.has(segment);
  if (segment.length === 3) return currencies.has(segment);
  const [first = '', second = '', rest] =
    segment.length === 6 ? [segment.slice(0, 3), segment.slice(3)] : segment.split(/[-_]/);
  if (rest !== undefined) return false;
  return (
    (languages.has(first) && countries.has(second.toUpperCase())) ||
    (currencies.has(first) && currencies.has(second))
  );
};
