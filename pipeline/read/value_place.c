#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/language.h"
#include "value_check.h"

/* Digits of a degree behind its point: three are a street, four a house (podcast namespace,
 * "location": privacy). */
#define PLACE_DIGITS 3

#define DIGITS "0123456789"

/* A number of degrees (RFC 5870 section 3.3); `digits` becomes those behind the point. */
static bool scan_degrees(const char **s, double most, size_t *digits)
{
	const char *start = *s, *p = start + (*start == '-');
	size_t whole = strspn(p, DIGITS);

	p += whole;
	*digits = 0;
	if (whole && *p == '.') {
		*digits = strspn(p + 1, DIGITS);
		p += 1 + *digits;
		whole = *digits;
	}
	*s = p;
	double value = strtod(start, NULL);
	return whole && value >= -most && value <= most;
}

/* What may follow: an altitude, `;crs=wgs84`, `;u=` and metres (RFC 5870 section 3.3). */
static bool is_geo_rest(const char *s)
{
	size_t digits;

	if (*s == ',' && (s++, !scan_degrees(&s, 1e6, &digits)))
		return false;
	if (text_starts(s, ";crs=wgs84"))
		s += strlen(";crs=wgs84");
	if (text_starts(s, ";u=")) {
		s += strlen(";u=");
		return *s != '-' && scan_degrees(&s, 1e9, &digits) && !*s;
	}
	return !*s;
}

static bool is_geo(const char *s, size_t *digits)
{
	size_t more;

	if (!text_starts(s, "geo:"))
		return false;
	s += strlen("geo:");
	if (!scan_degrees(&s, 90, digits) || *s++ != ',' || !scan_degrees(&s, 180, &more))
		return false;
	*digits = *digits < more ? *digits : more;
	return is_geo_rest(s);
}

/* Two numbers as maps give them: '55.95, -4.76'. */
static const char *meant_geo(const char *text, struct arena *a)
{
	char *geo = arena_printf(a, "geo:%s", text_starts(text, "geo:") ? text + 4 : text);
	size_t kept = 0, digits;

	for (size_t i = 0; geo[i]; i++) {
		if (geo[i] != ' ' && geo[i] != '+')
			geo[kept++] = geo[i];
	}
	geo[kept] = '\0';
	return is_geo(geo, &digits) ? geo : NULL;
}

bool value_check_geo(const struct value *v)
{
	size_t digits;

	if (!is_geo(v->text, &digits)) {
		value_refuse_for(
			v, DIAG_BAD_PLACE, "apps cannot read that as a place",
			meant_geo(v->text, v->r->arena),
			"'geo:', degrees north (-90 to 90), a comma and degrees east (-180 to "
			"180), such as geo:55.95,-4.76");
		return false;
	}
	if (digits > PLACE_DIGITS)
		diag_report(
			v->r->diag, DIAG_EXACT_PLACE, v->at,
			"'%s' points at one house; two digits behind the point are enough for a "
			"town, and lead to nobody's door",
			v->field->key);
	return true;
}

/* N, W or R, a number, and perhaps '#' with a revision (podcast namespace, "location"). */
static bool is_osm(const char *s)
{
	if (*s != 'N' && *s != 'W' && *s != 'R')
		return false;
	size_t id = s[1] == '0' ? 0 : strspn(s + 1, DIGITS), revision;

	s += 1 + id;
	if (*s == '#') {
		revision = s[1] == '0' ? 0 : strspn(s + 1, DIGITS);
		id = revision ? id : 0;
		s += 1 + revision;
	}
	return id && !*s;
}

/* From the address of its page, `…/relation/1920901`, or small letters. */
static const char *meant_osm(const char *text, struct arena *a)
{
	static const char *const kinds[] = { "node", "way", "relation" };
	const char *slash = strrchr(text, '/');

	for (size_t i = 0; i < COUNT(kinds); i++) {
		size_t len = strlen(kinds[i]);
		bool named =
			slash && slash >= text + len && memcmp(slash - len, kinds[i], len) == 0;
		char *id = arena_printf(a, "%c%s", toupper((unsigned char)kinds[i][0]),
					named ? slash + 1 : text + (*text ? 1 : 0));

		if ((named || tolower((unsigned char)*text) == kinds[i][0]) && is_osm(id))
			return id;
	}
	return NULL;
}

bool value_check_osm(const struct value *v)
{
	if (is_osm(v->text))
		return true;
	value_refuse_for(v, DIAG_BAD_PLACE, "apps cannot look that up in OpenStreetMap",
			 meant_osm(v->text, v->r->arena),
			 "N, W or R (node, way, relation) and its number, such as R1920901");
	return false;
}

static const char *meant_country(const char *text, struct arena *a)
{
	char *code = arena_strdup(a, text);

	for (char *c = code; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	return country_is_code(code, strlen(code)) ? code : country_meant(text);
}

bool value_check_country(const struct value *v)
{
	if (country_is_code(v->text, strlen(v->text)))
		return true;
	value_refuse_for(v, DIAG_BAD_PLACE, "apps know countries by two capital letters (ISO 3166)",
			 meant_country(v->text, v->r->arena), "a code such as GB, IE or PL");
	return false;
}
