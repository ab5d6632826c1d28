/* Colours of a site, as CSS writes them. */
#include <string.h>

#include "value_check.h"

#define HEX "0123456789abcdefABCDEF"

bool value_check_colour(const struct value *v)
{
	if (v->text[0] == '#' && strspn(v->text + 1, HEX) == 6 && strlen(v->text) == 7)
		return true;
	value_refuse(v, DIAG_BAD_VALUE,
		     "a colour such as \"#0b5260\": a hash sign and six hexadecimal digits, in "
		     "quotation marks");
	return false;
}
