/** ISO 3166-1: every country and region that has a code of two letters. */
const CODES =
  'AF AX AL DZ AS AD AO AI AQ AG AR AM AW AU AT AZ BS BH BD BB BY BE BZ BJ BM BT BO BQ BA BW BV BR IO BN BG BF BI CV KH CM CA KY CF TD CL CN CX CC CO KM CG CD CK CR CI HR CU CW CY CZ DK DJ DM DO EC EG SV GQ ER EE SZ ET FK FO FJ FI FR GF PF TF GA GM GE DE GH GI GR GL GD GP GU GT GG GN GW GY HT HM VA HN HK HU IS IN ID IR IQ IE IM IL IT JM JP JE JO KZ KE KI KP KR KW KG LA LV LB LS LR LY LI LT LU MO MG MW MY MV ML MT MH MQ MR MU YT MX FM MD MC MN ME MS MA MZ MM NA NR NP NL NC NZ NI NE NG NU NF MK MP NO OM PK PW PS PA PG PY PE PH PN PL PT PR QA RE RO RU RW BL SH KN LC MF PM VC WS SM ST SA SN RS SC SL SG SX SK SI SB SO ZA GS SS ES LK SD SR SJ SE CH SY TW TJ TZ TH TL TG TK TO TT TN TR TM TV UG UA AE GB US UM UY UZ VU VE VN VG VI WF EH YE ZM ZW';

const NAMES = new Intl.DisplayNames('en', { type: 'region' });

/** As a list to choose from, by name; nothing is chosen for people. */
export const COUNTRY_CHOICES: readonly { readonly value: string; readonly label: string }[] = [
  { value: '', label: 'Select a country or region' },
  ...CODES.split(' ')
    .map((value) => ({ value, label: NAMES.of(value) ?? value }))
    .sort((one, other) => one.label.localeCompare(other.label, 'en')),
];
