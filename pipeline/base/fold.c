#include "base/text.h"

/* The letters U+00C0 to U+017F without their accents, two places each; blank is none. */
#define FOLDED_FIRST 0xc0
#define FOLDED_LAST  0x17f
static const char folded[] = "a a a a a a aec e e e e i i i i "
			     "d n o o o o o   o u u u u y thss"
			     "a a a a a a aec e e e e i i i i "
			     "d n o o o o o   o u u u u y thy "
			     "a a a a a a c c c c c c c c d d "
			     "d d e e e e e e e e e e g g g g "
			     "g g g g h h h h i i i i i i i i "
			     "i i ijijj j k k k l l l l l l l "
			     "l l l n n n n n n n n n o o o o "
			     "o o oeoer r r r r r s s s s s s "
			     "s s t t t t t t u u u u u u u u "
			     "u u u u w w y y y z z z z z z s ";

struct folded text_fold(uint32_t cp)
{
	struct folded f = { { 0 } };

	if (cp >= 'A' && cp <= 'Z')
		f.text[0] = (char)(cp - 'A' + 'a');
	else if ((cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9'))
		f.text[0] = (char)cp;
	if (cp < FOLDED_FIRST || cp > FOLDED_LAST)
		return f;
	const char *pair = folded + 2 * (cp - FOLDED_FIRST);
	for (int i = 0; i < 2 && pair[i] != ' '; i++)
		f.text[i] = pair[i];
	return f;
}
