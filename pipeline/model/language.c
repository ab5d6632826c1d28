#include "model/language.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

/* ISO 639-1, each with a blank behind it. */
static const char languages[] =
	"aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu "
	"cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi "
	"ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks "
	"ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl "
	"nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl "
	"sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve "
	"vi vo wa wo xh yi yo za zh zu ";

/* ISO 639-3 where there is no code of two letters: languages of these islands, signed and spoken,
 * and others that podcasts are made in. */
static const char long_languages[] =
	"arc arn ase ast bar bfi ceb chr ckb cmn cop csb dsb fil frp fur gsw hak haw hif hmn hsb "
	"isg jam kab kmr ksh lad lij lmo ltg mai mas mni nan nap nds new pap pcm pms prs rhg rmy "
	"rom rup scn sco sgs sjn smj sma smn sms syr szl tet tpi tzm vec vls wuu yue zgh ";

/* ISO 3166-1 alpha-2 */
static const char countries[] =
	"AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO "
	"BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ "
	"DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP "
	"GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG "
	"KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML "
	"MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE "
	"PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL "
	"SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM "
	"US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW ";

struct meaning {
	const char *word, *code;
};

/* What people write who do not know that there are codes, or know those of something else. */
static const struct meaning language_words[] = {
	{ "english", "en" },
	{ "eng", "en" },
	{ "british english", "en-GB" },
	{ "scottish", "en-GB" },
	{ "scottish english", "en-GB" },
	{ "gaelic", "gd" },
	{ "scottish gaelic", "gd" },
	{ "gla", "gd" },
	{ "scots", "sco" },
	{ "irish", "ga" },
	{ "gle", "ga" },
	{ "welsh", "cy" },
	{ "cym", "cy" },
	{ "wel", "cy" },
	{ "manx", "gv" },
	{ "cornish", "kw" },
	{ "british sign language", "bfi" },
	{ "bsl", "bfi" },
	{ "polish", "pl" },
	{ "pol", "pl" },
	{ "ukrainian", "uk" },
	{ "ukr", "uk" },
	{ "ua", "uk" },
	{ "arabic", "ar" },
	{ "ara", "ar" },
	{ "urdu", "ur" },
	{ "punjabi", "pa" },
	{ "panjabi", "pa" },
	{ "chinese", "zh" },
	{ "cn", "zh" },
	{ "mandarin", "zh" },
	{ "cantonese", "yue" },
	{ "french", "fr" },
	{ "fra", "fr" },
	{ "fre", "fr" },
	{ "german", "de" },
	{ "deu", "de" },
	{ "ger", "de" },
	{ "spanish", "es" },
	{ "spa", "es" },
	{ "italian", "it" },
	{ "ita", "it" },
	{ "portuguese", "pt" },
	{ "por", "pt" },
	{ "romanian", "ro" },
	{ "russian", "ru" },
	{ "turkish", "tr" },
	{ "farsi", "fa" },
	{ "persian", "fa" },
	{ "kurdish", "ku" },
	{ "hindi", "hi" },
	{ "bengali", "bn" },
	{ "somali", "so" },
	{ "swahili", "sw" },
	{ "tigrinya", "ti" },
	{ "dutch", "nl" },
	{ "danish", "da" },
	{ "dk", "da" },
	{ "swedish", "sv" },
	{ "norwegian", "no" },
	{ "finnish", "fi" },
	{ "czech", "cs" },
	{ "cz", "cs" },
	{ "greek", "el" },
	{ "gr", "el" },
	{ "hungarian", "hu" },
	{ "lithuanian", "lt" },
	{ "latvian", "lv" },
	{ "slovak", "sk" },
	{ "bulgarian", "bg" },
	{ "japanese", "ja" },
	{ "jp", "ja" },
	{ "korean", "ko" },
	{ "hebrew", "he" },
	{ "iw", "he" },
	{ "indonesian", "id" },
	{ "vietnamese", "vi" },
};

static const struct meaning country_words[] = {
	{ "uk", "GB" },          { "united kingdom", "GB" },   { "great britain", "GB" },
	{ "britain", "GB" },     { "scotland", "GB" },         { "england", "GB" },
	{ "wales", "GB" },       { "northern ireland", "GB" }, { "sct", "GB" },
	{ "gbr", "GB" },         { "ireland", "IE" },          { "eire", "IE" },
	{ "usa", "US" },         { "united states", "US" },    { "america", "US" },
	{ "canada", "CA" },      { "australia", "AU" },        { "new zealand", "NZ" },
	{ "france", "FR" },      { "germany", "DE" },          { "spain", "ES" },
	{ "italy", "IT" },       { "poland", "PL" },           { "ukraine", "UA" },
	{ "netherlands", "NL" }, { "holland", "NL" },          { "norway", "NO" },
	{ "sweden", "SE" },      { "denmark", "DK" },          { "iceland", "IS" },
	{ "india", "IN" },       { "pakistan", "PK" },         { "el", "GR" },
	{ "greece", "GR" },      { "portugal", "PT" },         { "romania", "RO" },
};

/* The codes of a list all have one length, so that none begins inside another. */
static bool has_code(const char *list, const char *code, size_t len)
{
	for (const char *c = list; *c; c += len + 1) {
		if (memcmp(c, code, len) == 0)
			return true;
	}
	return false;
}

bool language_is_code(const char *code, size_t len)
{
	return (len == 2 && has_code(languages, code, 2)) ||
	       (len == 3 && has_code(long_languages, code, 3));
}

bool country_is_code(const char *code, size_t len)
{
	return len == 2 && has_code(countries, code, 2);
}

static const char *meant(const struct meaning *all, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++) {
		if (strcasecmp(all[i].word, word) == 0)
			return all[i].code;
	}
	return NULL;
}

const char *language_meant(const char *word)
{
	return meant(language_words, COUNT(language_words), word);
}

const char *country_meant(const char *word)
{
	return meant(country_words, COUNT(country_words), word);
}

bool language_same_base(const char *a, const char *b)
{
	size_t len = a ? strcspn(a, "-_") : 0;

	return len && b && len == strcspn(b, "-_") && strncasecmp(a, b, len) == 0;
}

static bool all_of(const char *s, size_t len, int (*is)(int c))
{
	for (size_t i = 0; i < len; i++) {
		if (!is((unsigned char)s[i]))
			return false;
	}
	return true;
}

bool language_is_tag(const char *tag)
{
	size_t len = strcspn(tag, "-");

	if (!language_is_code(tag, len))
		return false;
	while (tag[len]) {
		tag += len + 1;
		len = strcspn(tag, "-");
		bool region = len == 2;

		if (len < 2 || len > 8 || !all_of(tag, len, isalnum))
			return false;
		char code[] = { (char)toupper((unsigned char)tag[0]),
				(char)toupper((unsigned char)tag[1]), '\0' };
		if (region && !country_is_code(code, 2))
			return false;
	}
	return true;
}

const char *language_tag_meant(const char *text, struct arena *a)
{
	size_t len = strcspn(text, "-_ ");
	const char *whole = language_meant(text), *rest = text[len] ? text + len + 1 : NULL;
	char *first = arena_strndup(a, text, len);

	if (whole)
		return whole;
	for (char *c = first; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	const char *primary = language_meant(first) ? language_meant(first) : first;
	char *region = rest ? arena_strdup(a, rest) : NULL;

	for (char *c = region; c && *c; c++)
		*c = (char)toupper((unsigned char)*c);
	const char *country = rest && country_meant(rest) ? country_meant(rest) : region;
	const char *tag = rest ? arena_printf(a, "%s-%s", primary, country) : primary;

	return language_is_tag(tag) ? tag : NULL;
}

bool language_is_rtl(const char *language)
{
	static const char *const rtl[] = { "ar", "ckb", "dv", "fa", "he",
					   "ps", "sd",  "ug", "ur", "yi" };
	size_t len = language ? strcspn(language, "-") : 0;

	for (size_t i = 0; i < COUNT(rtl); i++) {
		if (len == strlen(rtl[i]) && memcmp(language, rtl[i], len) == 0)
			return true;
	}
	return false;
}

const char *language_own_name(const char *code)
{
	static const struct {
		const char *code, *name;
	} names[] = {
		{ "ar", "العربية" },    { "bn", "বাংলা" },      { "cy", "Cymraeg" },
		{ "de", "Deutsch" },    { "en", "English" },    { "es", "Español" },
		{ "fa", "فارسی" },      { "fr", "Français" },   { "ga", "Gaeilge" },
		{ "gd", "Gàidhlig" },   { "hi", "हिन्दी" },      { "it", "Italiano" },
		{ "lt", "Lietuvių" },   { "pa", "ਪੰਜਾਬੀ" },      { "pl", "Polski" },
		{ "pt", "Português" },  { "ro", "Română" },     { "ru", "Русский" },
		{ "sco", "Scots" },     { "tr", "Türkçe" },     { "uk", "Українська" },
		{ "ur", "اردو" },       { "zh", "中文" },       { "bfi", "British Sign Language" },
		{ "bg", "Български" },  { "cs", "Čeština" },    { "el", "Ελληνικά" },
		{ "gu", "ગુજરાતી" },     { "hu", "Magyar" },     { "lv", "Latviešu" },
		{ "ps", "پښتو" },       { "sk", "Slovenčina" }, { "so", "Soomaali" },
		{ "sq", "Shqip" },      { "ta", "தமிழ்" },       { "ti", "ትግርኛ" },
		{ "vi", "Tiếng Việt" }, { "yue", "粵語" },
	};

	for (size_t i = 0; i < COUNT(names); i++) {
		if (language_same_base(code, names[i].code))
			return names[i].name;
	}
	return code;
}
